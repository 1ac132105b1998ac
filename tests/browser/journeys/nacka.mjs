// What readers look for in Nacka, and the links that they follow from the start page. What the last page tells is worked out from the three documents.
export default {
  home: 'https://www.nacka.se/insyn/',
  journeys: [
    {
      reader: '1. A parent worried about a thirteen-year-old and drugs finds whom to call tonight, and what the municipality has not stated',
      steps: [/^Jag är orolig för mitt barn/],
      numbers: ['112', '1177', '116111', '020919191', '080000000'],
      tells: [/[Rr]ing i kväll eller i natt.*1177.*116 111/, /[Vv]ad kommunen inte har sagt/, /vilket nummer du ringer i kommunen/],
    },
    {
      reader: '2. A parent finds what was promised, what was done in 2016, and what was not done and why',
      steps: [/^Så gick det 2016/],
      tells: [/Barn ska skyddas mot skadliga effekter av ANDT/, /Genomförd/, /Inte genomförd/, /polisens omorganisation/, /[Tt]idsbrist/],
    },
    {
      reader: '3. A citizen finds how many of the shops passed the control, against which target, from which document',
      steps: [/^Så gick det 2016/],
      tells: [/88 procent/, /90 procent/, /Sammanfattning uppföljning av handlingsplan socialnämnden 2016/],
    },
    {
      reader: '4. A journalist finds every action stopped by the police’s reorganisation, and takes the table home',
      steps: [/^Varför något inte blev av/],
      tells: [
        /Omorganisation hos Polisen.*Tillsyn tillsammans med polis, skattemyndighet och räddningstjänst.*Utbildningen Krogar mot knark.*De planerade aktiviteterna för målet/,
        /2 aktiviteter och de planerade aktiviteterna för 1 mål blev inte av/,
      ],
      takes: [
        { ending: '.csv', holds: [/Tillsyn tillsammans med polis/, /Krogar mot knark/, /planerade aktiviteterna/] },
        { ending: '.xlsx', holds: [/^PK/] },
      ],
    },
    {
      reader: '5. A council member stands in the case by the list of cases, and sees to whom the commission went and whose answer is there',
      steps: [/^Ärenden och beslut$/, /^Hur följs det förebyggande arbetet för barn och unga upp\?/],
      tells: [/KFKS 2014\/1005-808/, /§ 265/, /uppdrag.*Till.*Socialnämnden.*Fritidsnämnden Finns inte bland handlingarna här|uppdrag.*Svar.*Socialnämnden.*Fritidsnämnden\s*Finns inte bland handlingarna här/, /Socialnämndens redovisning/],
    },
    {
      reader: '6. An official sees on one page what her board must report, and what has been reported',
      steps: [/^Vem svarar för vad/, /^Socialnämnden$/],
      tells: [/ska redovisa.*Efter 2016.*Finns inte bland handlingarna här.*Efter 2015.*Efter 2014/, /[Hh]ar fått i uppdrag.*Redovisa hur strategier/],
    },
    {
      reader: '7a. A reader of simple Swedish reads the guide in it',
      steps: [/^Jag är orolig för mitt barn/, /lättläst|lätt svenska/i],
      tells: [/112/, /1177/],
      numbers: ['112', '1177', '116111'],
    },
    {
      reader: '7b. A reader of English reads the guide in it, and is told where only Swedish exists',
      steps: [/^Jag är orolig för mitt barn/, /^English/],
      lang: 'en',
      numbers: ['112', '1177', '116111'],
      tells: [/only in Swedish|in Swedish only|\(in Swedish\)/i],
    },
    {
      reader: '7c. A reader of Arabic reads the guide in it, and is told where only Swedish exists',
      steps: [/^Jag är orolig för mitt barn/, /العربية/],
      lang: 'ar',
      numbers: ['112', '1177', '116111'],
      tells: [/السويدية/],
    },
  ],
};
