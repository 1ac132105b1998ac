// What is known of the languages that pages are written in: their names in themselves, their letters, small words that tell them apart, and words of
// links that say nothing.

/// `small`: words so common that a sentence of a dozen words seldom lacks them and that no other language here has. `vague`: whole texts of links that
/// only mean something beside other words.
export const LANGUAGES = {
  sv: {
    own: /svenska/i,
    small: ['och', 'att', 'som', 'är', 'inte', 'för', 'med', 'på', 'av', 'till', 'eller', 'har', 'ska', 'kan', 'om', 'ett'],
    vague: ['läs mer', 'klicka här', 'tryck här', 'mer', 'här', 'länk', 'visa mer', 'se mer', 'mer information', 'mer info', 'läs', 'gå till', 'ladda ner', 'hämta', 'nästa', 'fortsätt läsa', 'se här'],
  },
  en: {
    own: /english/i,
    small: ['the', 'and', 'of', 'with', 'is', 'are', 'that', 'this', 'from', 'which', 'you', 'by', 'not', 'or', 'to'],
    vague: ['read more', 'click here', 'here', 'more', 'link', 'learn more', 'see more', 'show more', 'more information', 'more info', 'this page', 'go to', 'download', 'next', 'continue'],
  },
  fi: {
    own: /suomi|suomeksi/i,
    small: ['ja', 'ei', 'että', 'tai', 'sekä', 'ovat', 'ole', 'joka', 'kun', 'myös', 'voit', 'sinun', 'mutta', 'kuin'],
    vague: ['lue lisää', 'klikkaa tästä', 'tästä', 'lisää', 'linkki', 'näytä lisää', 'lisätietoja', 'lataa', 'seuraava'],
  },
  ar: {
    own: /العربية|عربي/,
    small: ['في', 'من', 'على', 'إلى', 'أن', 'عن', 'التي', 'الذي', 'هذا', 'هذه', 'أو', 'لا', 'مع'],
    vague: ['اقرأ المزيد', 'انقر هنا', 'اضغط هنا', 'هنا', 'المزيد', 'رابط', 'للمزيد', 'تنزيل', 'التالي'],
  },
};

/// Languages written with Arabic letters.
export const ARABIC_SCRIPT = ['ar', 'fa', 'prs', 'ps', 'ur', 'ckb', 'sd', 'ug'];

/// Languages that have the letters å, ä and ö (or Å, in Finnish names, which are Swedish then).
export const WITH_UMLAUTS = ['sv', 'fi', 'de', 'et', 'nb', 'nn', 'no', 'da', 'tr', 'hu', 'so', 'se', 'sma', 'smj', 'rom', 'fit'];

/// Names with such letters that stand in texts of other languages as they are: WCAG 3.1.2 leaves proper names out.
export const PROPER_NAMES = ['Droghjälpen', 'Vårdguiden'];
