/** Top-level domains after which a name is an address wherever it stands. */
const generic =
  'com net org edu gov mil int info biz name app dev xyz top shop site online store club vip ' +
  'live link icu cyou website tech cloud blog page bid loan win email digital agency media ' +
  'network social dating casino poker porn xxx sex adult cam tube';

/** ISO 3166-1 codes, as domains, that are no word and no file's ending. */
const countries =
  'ac ae af ag ai ao aq ar au aw ax az ba bb bd bf bg bh bi bj bm bn bo br bs bt bw bz ' +
  'ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm dz ec ee eg er es et eu ' +
  'fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy ' +
  'hk hn hr ht hu id ie il im iq ir io je jm jo jp ke kg kh ki km kn kp kr kw ky kz ' +
  'lb lc lk lr ls lt lu lv ly ma mc mg mh mk ml mm mn mo mp mq mr mu mv mw mx mz ' +
  'na nc ne nf ng ni nl np nr nu nz om pa pe pf pg ph pk pm pn pr pt pw qa re ro ru rw ' +
  'sa sb sc sd se sg si sk sl sm sn sr ss su sv sx sy sz tc td tf tg th tj tk tl tm tn tr tt tv tw tz ' +
  'ua ug uk uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw';

const international =
  'рф рус бел укр срб қаз 中国 中國 公司 网络 网址 香港 台湾 한국 みんな भारत ไทย ελ';

/**
 * The rest of the country codes, and words: `call.me`, `go.to`, `readme.md` and `see you.today` are
 * ends of sentences and files more often than addresses, so these need a path or a port.
 */
const words =
  'ad al am as at be by do gy hm in is it la li me ms md mt my nf no pl ps py qa rs sh so st ' +
  'tk to us ws click fun space work world today news life chat group team game games video ' +
  'pro mobi zip mov bet';

export const certain: ReadonlySet<string> = new Set(
  [generic, countries, international].flatMap((list) => list.split(' ')),
);

export const likely: ReadonlySet<string> = new Set(words.split(' '));
