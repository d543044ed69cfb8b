/** What a domain said aloud may end in, besides a country's two letters; any other ending must be written out. */
const general: ReadonlySet<string> = new Set(
  (
    'com net org edu gov mil int info biz pro coop museum aero jobs travel mobi app dev online shop store site xyz club ' +
    'tech digital agency studio solutions services cloud live life world group company consulting gmbh berlin hamburg ' +
    'koeln cologne bayern ruhr saarland wien tirol swiss paris bzh alsace corsica london wales scot cymru nyc boston miami ' +
    'vegas amsterdam vlaanderen brussels gent eus gal cat barcelona madrid lat rio africa asia eu media design legal care ' +
    'health clinic dental school academy university church bank insurance finance news blog page web website space global ' +
    'international network systems software garden example test'
  ).split(' '),
);

/** ISO 3166 and what is delegated beside it ("uk", "eu"). */
const countries: ReadonlySet<string> = new Set(
  (
    'ac ad ae af ag ai al am ao ar as at au aw az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ' +
    'ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh ' +
    'gi gl gm gn gp gq gr gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kr kw ' +
    'ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ' +
    'ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl ' +
    'sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn ' +
    'vu wf ws ye yt za zm zw'
  ).split(' '),
);

/** Second-level endings, with the countries said right behind them: "co uk", "com br". */
const secondLevel: ReadonlySet<string> = new Set('co com org net ac gov edu'.split(' '));
const behindSecondLevel: ReadonlySet<string> = new Set('uk br au nz za mx ar jp tr kr il th'.split(' '));

export const isDomainEnding = (label: string): boolean => general.has(label) || countries.has(label);

export const isCountryEnding = (label: string): boolean => countries.has(label);

/** "hotmail dot co uk": the second dot is often left out. */
export const mayLeaveOutDot = (label: string, next: string): boolean =>
  secondLevel.has(label) && behindSecondLevel.has(next);

const providers: ReadonlySet<string> = new Set(
  (
    'gmail googlemail yahoo ymail rocketmail hotmail outlook live msn icloud me mac aol gmx web t-online freenet arcor ' +
    'posteo mailbox protonmail proton pm fastmail hey zoho mail email yandex comcast verizon att sbcglobal cox charter bellsouth ' +
    'btinternet sky virginmedia talktalk ntlworld blueyonder orange wanadoo free laposte sfr bbox neuf numericable libero ' +
    'virgilio tiscali alice tin fastwebnet telefonica terra bol uol sapo ziggo kpnmail planet hetnet xs4all home casema ' +
    'telenet skynet bluewin hispeed aon chello'
  ).split(' '),
);

/** A domain (lower case) at which people have their mailboxes. */
export const isMailProvider = (domain: string): boolean => providers.has(domain.split('.')[0] ?? '');
