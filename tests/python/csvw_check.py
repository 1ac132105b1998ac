"""Reads tables by the descriptions beside them: CSVW by other hands than those that write it.

Takes folders of built sites; says what is wrong with which description, and ends with 1 when anything is.
"""

import pathlib
import sys
import warnings

import csvw


def faults(path):
    """What is wrong with one description and the tables that it describes."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            described = csvw.CSVW(str(path), validate=True)
            valid = described.is_valid
            rows = sum(len(list(table)) for table in described.tables)
        except Exception as error:  # The library says most faults by raising.
            return [f"{type(error).__name__}: {error}"], 0
    told = [str(warning.message) for warning in [*warned, *described.warnings]]
    return ([] if valid else ["not valid"]) + told, rows


def main(folders):
    wrong = read = total = 0
    for path in (path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*.csv-metadata.json"))):
        found, rows = faults(path)
        read, total = read + 1, total + rows
        for fault in found:
            wrong += 1
            print(f"{path}: {fault[:300]}")
    print(f"{read} descriptions, {total} rows, {wrong} faults")
    return 1 if wrong or not read or not total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
