import type { DemoSite } from '#server/demo/demo-places.ts';

/** A name as its owner writes it, and how an e-mail address spells it. */
type Spelled = readonly [native: string, latin: string];

export type NameStock = {
  readonly count: number;
  /** Where these clients live; `both` splits them. */
  readonly site: DemoSite['key'] | 'both';
  readonly given: readonly Spelled[];
  readonly family: readonly Spelled[];
  readonly order: 'given family' | 'family given' | 'familygiven';
};

/** `Zoë=zoe Nadia Omar`: the e-mail spelling follows `=` where it is not just the name in lower case. */
function spelled(words: string): Spelled[] {
  return words.split(' ').map((word): Spelled => {
    const [native = '', latin] = word.split('=');
    return [native, latin ?? native.toLowerCase()];
  });
}

type Row = readonly [count: number, site: NameStock['site'], order: NameStock['order'], given: string, family: string];

const rows: readonly Row[] = [
  [
    110,
    'berlin',
    'given family',
    'Anna Lukas Marie Felix Charlotte Paul Sophie Maximilian Johanna Leon Emilia Jürgen=juergen Käthe=kaethe Björn=bjoern Ute Friedrich Greta Matthias Frieda Niklas Rosemarie Till',
    'Müller=mueller Schäfer=schaefer Weiß=weiss Krüger=krueger Hartmann Lange Böhm=boehm Winkler Lorenz Köhler=koehler Seidel Grünewald=gruenewald Pohl Vogt Jäger=jaeger Reinhardt Engel Thiele',
  ],
  [
    90,
    'lisbon',
    'given family',
    'Maria João=joao Ana António=antonio Leonor Francisco Matilde Gonçalo=goncalo Carolina Duarte Conceição=conceicao Vasco Íris=iris Simão=simao Lurdes Afonso Benedita Zé=ze',
    'Silva Santos Ferreira Gonçalves=goncalves Araújo=araujo Magalhães=magalhaes Simões=simoes Pinto Vasconcelos Brandão=brandao Correia Esteves Falcão=falcao Nóbrega=nobrega Quintão=quintao Sá=sa',
  ],
  [
    25,
    'berlin',
    'given family',
    'Ayşe=ayse Çağla=cagla Emre Gülşen=gulsen İbrahim=ibrahim Oğuz=oguz Şebnem=sebnem Zeynep Hüseyin=huseyin',
    'Yıldız=yildiz Öztürk=ozturk Çelik=celik Şahin=sahin Aydın=aydin Doğan=dogan Güneş=gunes',
  ],
  [
    20,
    'berlin',
    'given family',
    'Małgorzata=malgorzata Łukasz=lukasz Zofia Paweł=pawel Agata Michał=michal Bożena=bozena',
    'Wójcik=wojcik Zając=zajac Kowalczyk Mazur Wróbel=wrobel Gołąb=golab',
  ],
  [
    22,
    'berlin',
    'given family',
    'ليلى=layla يوسف=yusuf فاطمة=fatima أحمد=ahmad مريم=maryam عمر=omar نور=nour خالد=khalid',
    'الخطيب=alkhatib حداد=haddad منصور=mansour العلي=alali نصار=nassar شاهين=shahin',
  ],
  [
    24,
    'both',
    'given family',
    'Ольга=olha Дмитро=dmytro Наталія=nataliia Андрій=andrii Світлана=svitlana Богдан=bohdan Екатерина=ekaterina Сергей=sergei',
    'Шевченко=shevchenko Коваленко=kovalenko Бондар=bondar Кравчук=kravchuk Лисенко=lysenko Мороз=moroz',
  ],
  [
    22,
    'both',
    'familygiven',
    '芳=fang 秀英=xiuying 伟=wei 静怡=jingyi 浩然=haoran 雨桐=yutong 建国=jianguo 思源=siyuan',
    '王=wang 李=li 张=zhang 陈=chen 欧阳=ouyang 赵=zhao',
  ],
  [
    14,
    'both',
    'family given',
    '美咲=misaki 健太=kenta 陽菜=hina 大輔=daisuke 結衣=yui 翔=sho',
    '佐藤=sato 高橋=takahashi 渡辺=watanabe 小林=kobayashi 斎藤=saito',
  ],
  [
    12,
    'both',
    'familygiven',
    '서연=seoyeon 민준=minjun 지우=jiwoo 현우=hyunwoo 수빈=subin',
    '김=kim 이=lee 박=park 최=choi 정=jung',
  ],
  [
    16,
    'lisbon',
    'given family',
    'प्रिया=priya अर्जुन=arjun कविता=kavita राहुल=rahul सुनीता=sunita विक्रम=vikram',
    'शर्मा=sharma पटेल=patel गुप्ता=gupta वर्मा=varma मिश्रा=mishra',
  ],
  [
    12,
    'both',
    'given family',
    'נועה=noa יונתן=yonatan תמר=tamar איתי=itai שירה=shira',
    'כהן=cohen לוי=levi מזרחי=mizrahi פרץ=peretz ברק=barak',
  ],
  [
    13,
    'both',
    'given family',
    'Ελένη=eleni Γιώργος=giorgos Κατερίνα=katerina Νίκος=nikos Σοφία=sofia Δημήτρης=dimitris',
    'Βασιλείου=vasileiou Νικολάου=nikolaou Οικονόμου=oikonomou Αντωνίου=antoniou',
  ],
  [
    10,
    'berlin',
    'family given',
    'Linh Đức=duc Hương=huong Thảo=thao Quân=quan',
    'Nguyễn=nguyen Trần=tran Phạm=pham Lê=le',
  ],
  [
    10,
    'lisbon',
    'given family',
    'Zoë=zoe Anaïs=anais Íñigo=inigo Núria=nuria Siobhán=siobhan Loïc=loic',
    "O'Connor=oconnor Etxeberría=etxeberria D'Almeida=dalmeida Lefèvre=lefevre Muñoz=munoz",
  ],
];

/** Names of the people who come to such a clinic, in the scripts that they write them in. */
export const nameStocks: readonly NameStock[] = rows.map(([count, site, order, given, family]) => ({
  count,
  site,
  order,
  given: spelled(given),
  family: spelled(family),
}));
