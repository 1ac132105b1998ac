"""Makes the documents of these tests out of the four documents of the design, as people's programs write them.

Run by hand, with python-docx 1.2, openpyxl 3.1 and LibreOffice 7.4: python3 make.py FOLDER_OF_DOCUMENTS
Nothing is invented: every word is the documents' own, names of people only with their role there; what is made is form.
"""
import subprocess
import sys
import zipfile
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

DOCUMENTS = Path(sys.argv[1])
HERE = Path(__file__).parent
UPPFOLJNING = (DOCUMENTS / "nacka-uppfoljning-handlingsplan-2016-socn-2015-275-761.txt").read_text("utf-8")
PM = (DOCUMENTS / "nacka-pm-forebyggande-arbete-2015.txt").read_text("utf-8")
REDOVISNING = (DOCUMENTS / "nacka-redovisning-kfks-2014-1005-808.txt").read_text("utf-8")
DANDERYD = (DOCUMENTS / "danderyd-uppfoljning-strategi-barn-unga-2020.txt").read_text("utf-8")


def paragraphs(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def footer(document):
    """Sida N (M), as Word's own building block writes it."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run("Sida ")
    for code in ("PAGE", "NUMPAGES"):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = OxmlElement("w:r")
        words = OxmlElement("w:t")
        words.text = "1"
        run.append(words)
        field.append(run)
        paragraph._p.append(field)


def numbered(document, texts, sort):
    for text in texts:
        document.add_paragraph(text, style=sort)


def uppfoljning():
    """The follow-up as its office may have written it: case number and day in the page's head, styles for headings and lists."""
    document = Document()
    lines = paragraphs(UPPFOLJNING)
    head = document.sections[0].header.paragraphs[0]
    head.text = "2017-03-13\tSOCN 2015/275-761"
    footer(document)
    start = lines.index("Sammanfattning uppföljning av handlingsplan socialnämnden 2016")
    for text in ["PM", "Marie Haesert", "Sociala kvalitetsenheten", "Bilaga 3"]:
        assert text in lines[:start]
        document.add_paragraph(text)
    document.add_paragraph(lines[start], style="Title")
    for text in lines[start + 1 :]:
        if text.startswith("Mål ") and text[4].isdigit():
            document.add_paragraph(text, style="Heading 1")
        elif text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        else:
            paragraph = document.add_paragraph()
            first, mark, rest = text.partition("88 procent")
            paragraph.add_run(first)
            if mark:
                # Word cuts words where somebody has been in them.
                paragraph.add_run("88 pro").bold = True
                paragraph.add_run("cent").bold = True
                paragraph.add_run(rest)
    document.save(HERE / "uppfoljning-2016.docx")


TABLE = [
    ("Mål", "Aktivitet", "Läge", "Orsak", "Ansvarig", "Kommentar"),
    ("Mål 1", "Kontroller av folköl och tobak med 18-åriga ungdomar", "Genomfört", "", "", "88 procent av försäljningsställena var godkända."),
    ("", "Tillsyn tillsammans med polis, skattemyndighet och räddningstjänst", "Ej genomförd", "Omorganisation", "Polisen", ""),
    ("Mål 4", "Workshop med primärvården", "Inte genomförts", "På grund av tidsbrist", "", ""),
    ("Mål 5", "Ny brukarenkät", "Pågående", "", "", ""),
    ("", "Stöd och vårdinsatser enligt de nationella riktlinjerna", "Har under året påbörjats", "", "", ""),
]


def aktiviteter():
    """The same follow-up's actions as a table with cells merged over rows, a title merged over the columns, and a footnote."""
    document = Document()
    document.add_paragraph("Sammanfattning uppföljning av handlingsplan socialnämnden 2016", style="Title")
    document.add_paragraph("Uppföljning av planerade aktiviteter för 2016 visar att de flesta planerade aktiviteter har genomförts.")
    table = document.add_table(rows=1 + len(TABLE), cols=len(TABLE[0]))
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(0, 5)).text = "Uppföljning av planerade aktiviteter för 2016"
    for row, cells in enumerate(TABLE, 1):
        for column, text in enumerate(cells):
            if text:
                table.cell(row, column).text = text
    table.cell(2, 0).merge(table.cell(3, 0))
    table.cell(5, 0).merge(table.cell(6, 0))
    document.save(HERE / "aktiviteter-2016.docx")


def redovisning():
    """The answer to the council: numbered headings, a list in two levels, changes that nobody has accepted, a comment, hidden words, a
    picture, a field to fill in, a table of contents and a footnote."""
    document = Document()
    lines = paragraphs(REDOVISNING)
    document.add_paragraph("REDOVISNING KFKS 2014/1005-808")
    document.add_paragraph("Kommunfullmäktige")
    document.add_paragraph(lines[2], style="Title")
    add_part(document, "Rubrikerna", "toc 1")
    headings = ["Bakgrund", "Förslagen i motionen", "Redovisning", "Strategi", "Bilaga"]
    for text in lines[3:]:
        if text in headings:
            document.add_paragraph(text, style="Heading 2")
        elif text.startswith("- Överenskommelse om samverkan med Polisen"):
            first, rest = text[2:].split(". ", 1)
            document.add_paragraph(first + ".", style="List Number")
            for sentence in rest.split(". "):
                document.add_paragraph(sentence.rstrip(".") + ".", style="List Bullet 2")
        elif text.startswith("- ") and "samverkansavtal" in text.lower() or text.startswith("- En överenskommelse"):
            document.add_paragraph(text[2:], style="List Number")
        elif text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        elif text.startswith("1. "):
            document.add_paragraph(text[3:], style="List Number 2")
        elif text.startswith("Den större delen"):
            tracked(document, text)
        else:
            document.add_paragraph(text)
    document.save(HERE / "redovisning.docx")


def add_part(document, text, style):
    from docx.enum.style import WD_STYLE_TYPE

    if style not in [known.name for known in document.styles]:
        document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph(text + "\t1", style=style)


def tracked(document, text):
    """A paragraph in which "och främjande" is put in, "förebyggande" before it once stood twice, and hidden words stand last."""
    paragraph = document.add_paragraph()
    before, rest = text.split(" och främjande", 1)
    paragraph.add_run(before)
    who = 'w:id="1" w:author="Sociala kvalitetsenheten" w:date="2015-11-02T10:00:00Z"'
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} {who}><w:r><w:delText xml:space="preserve"> förebyggande</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} {who}><w:r><w:t xml:space="preserve"> och främjande</w:t></w:r></w:ins>'))
    run = paragraph.add_run(rest)
    document.add_comment(run, text="Se bilaga 1", author="Sociala kvalitetsenheten", initials="SK")
    hidden = paragraph.add_run(" Se bilaga 1")
    hidden.font.hidden = True
    field = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Klicka här för att ange text.</w:t></w:r></w:sdtContent></w:sdt>'
    )
    paragraph._p.append(field)


def danderyd():
    """The Danderyd report for printing: its head repeated on each page, the words broken to lines, as LibreOffice makes PDFs."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Serif", Pt(11)
    lines = paragraphs(DANDERYD)
    document.sections[0].header.paragraphs[0].text = "Åsa Wallén"
    footer(document)
    title = next(line for line in lines if line.startswith("Uppföljning av - Strategi"))
    headings = ["Ärende", "Socialkontorets förslag till beslut", "Bakgrund", "Socialkontorets utredning", "Socialkontorets yttrande",
                "Ekonomiska konsekvenser", "Handlingar i ärendet", "Expedieras"]
    signature = lines.index("Britt-Marie Ekström")
    for at, text in enumerate(lines):
        if text == "Åsa Wallén" and at != lines.index("Avdelningschef") - 1:
            continue
        if text == title:
            document.add_paragraph(text, style="Title")
        elif text in headings:
            document.add_paragraph(text, style="Heading 1")
        elif text.startswith("Steg ") and text[5].isdigit():
            document.add_paragraph(text, style="Heading 2")
        elif text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        else:
            document.add_paragraph(text)
    assert signature
    document.save(HERE / "danderyd-2020.docx")
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", HERE, HERE / "danderyd-2020.docx"], check=True)
    (HERE / "danderyd-2020.docx").unlink()


def texts():
    lines = [line for line in REDOVISNING.splitlines()]
    (HERE / "redovisning-windows.txt").write_bytes("\r\n".join(lines).encode("windows-1252"))


def scanned():
    """A page that is a picture of paper: no letters in it."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(HERE / "skannad.pdf")
    writer = PdfWriter(clone_from=HERE / "danderyd-2020.pdf")
    writer.encrypt("hemligt", algorithm="AES-256")
    writer.write(HERE / "lost.pdf")


def kalkylblad():
    """The same actions as a workbook, in the words that the site knows."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Aktiviteter"
    sheet["A1"] = "Uppföljning av planerade aktiviteter för 2016"
    sheet.merge_cells("A1:E1")
    sheet.append([])
    for row in [
        ("Aktivitet", "Läge", "Orsak", "Vems orsak", "Kommentar"),
        (TABLE[1][1], "genomförd", None, None, TABLE[1][5]),
        (TABLE[2][1], "inte genomförd", "omorganisation", "Polisen", None),
        (TABLE[3][1], "inte genomförd", "tidsbrist", None, None),
        (TABLE[4][1], "pågår", None, None, None),
    ]:
        sheet.append(row)
    book.save(HERE / "aktiviteter-2016.xlsx")


uppfoljning()
aktiviteter()
kalkylblad()
redovisning()
danderyd()
texts()
scanned()
