// What readers look for in Danderyd, and the links that they follow from the start page. What the last page tells is worked out from the one document.
export default {
  home: 'https://www.danderyd.se/insyn/',
  journeys: [
    {
      reader: '1. A parent worried about a child finds whom to call tonight, and what the municipality has not stated',
      steps: [/^Jag är orolig för ett barn/],
      numbers: ['112', '1177', '116111', '020919191', '080000000'],
      tells: [/[Rr]ing i kväll eller i natt.*1177.*116 111/, /[Vv]ad kommunen inte har sagt/, /vem som svarar på kvällen och natten/],
    },
    {
      reader: '2. A parent finds what was promised, what was done in 2019–2020, and what is not known of the rest',
      steps: [/^Så gick det 2019–2020/],
      tells: [/Strategi för förebyggande och hälsofrämjande arbete för barn och unga/, /Möten för en effektivare samverkan.*Genomförd/],
    },
    {
      reader: '3. A citizen finds how many meetings were held, against which target, from which document',
      steps: [/^Så gick det 2019–2020/],
      tells: [/4 möten/, /[Ii]nget målvärde anges/, /Uppföljning av - Strategi för förebyggande och hälsofrämjande arbete/],
    },
    {
      reader: '4. A journalist finds what was stopped, and by what',
      cannot: 'the document names nothing that was stopped, and no cause; the site has no page of causes',
    },
    {
      reader: '5. A council member stands in the case by the list of cases, and sees what is only proposed',
      steps: [/^Ärenden och beslut$/, /^Uppföljning av strategin för barn och unga, november 2020/],
      tells: [/[Ff]örslag till beslut/, /Socialförvaltningen/, /[Ff]inns inte bland handlingarna här/],
    },
    {
      reader: '6. An official sees on one page what her board must report, and what has been reported',
      steps: [/^Vem svarar för vad/, /^Socialnämnden$/],
      tells: [/ska redovisa.*År 3 senast 23 september 2022.*Finns inte bland handlingarna här.*År 1 senast 23 september 2020.*daterad 10 november 2020/],
    },
    {
      reader: '7a. A reader of simple Swedish reads the guide in it',
      steps: [/^Jag är orolig för ett barn/, /lättläst|lätt svenska/i],
      tells: [/112/, /1177/],
      numbers: ['112', '1177', '116111'],
    },
    {
      reader: '7b. A reader of English reads the guide in it, and is told where only Swedish exists',
      steps: [/^Jag är orolig för ett barn/, /^English/],
      lang: 'en',
      numbers: ['112', '1177', '116111'],
      tells: [/only in Swedish|in Swedish only|\(in Swedish\)/i],
    },
    {
      reader: '7c. A reader of Arabic reads the guide in it, and is told where only Swedish exists',
      steps: [/^Jag är orolig för ett barn/, /العربية/],
      lang: 'ar',
      numbers: ['112', '1177', '116111'],
      tells: [/السويدية/],
    },
  ],
};
