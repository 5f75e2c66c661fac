/**
 * Windows' zone names, as Outlook and Exchange write them, with the zone that the Unicode CLDR (windowsZones.xml,
 * territory 001) gives each; in an order that puts the zones first that most people live in.
 */
const names = `
GMT Standard Time=Europe/London
W. Europe Standard Time=Europe/Berlin
Romance Standard Time=Europe/Paris
Central Europe Standard Time=Europe/Budapest
Central European Standard Time=Europe/Warsaw
Eastern Standard Time=America/New_York
Central Standard Time=America/Chicago
Mountain Standard Time=America/Denver
Pacific Standard Time=America/Los_Angeles
US Mountain Standard Time=America/Phoenix
China Standard Time=Asia/Shanghai
Tokyo Standard Time=Asia/Tokyo
India Standard Time=Asia/Kolkata
AUS Eastern Standard Time=Australia/Sydney
FLE Standard Time=Europe/Kiev
GTB Standard Time=Europe/Bucharest
E. Europe Standard Time=Europe/Chisinau
Russian Standard Time=Europe/Moscow
Turkey Standard Time=Europe/Istanbul
UTC=Etc/UTC
Greenwich Standard Time=Atlantic/Reykjavik
Alaskan Standard Time=America/Anchorage
Hawaiian Standard Time=Pacific/Honolulu
Aleutian Standard Time=America/Adak
Atlantic Standard Time=America/Halifax
Newfoundland Standard Time=America/St_Johns
Canada Central Standard Time=America/Regina
Central America Standard Time=America/Guatemala
US Eastern Standard Time=America/Indianapolis
Mountain Standard Time (Mexico)=America/Mazatlan
Central Standard Time (Mexico)=America/Mexico_City
Pacific Standard Time (Mexico)=America/Tijuana
Eastern Standard Time (Mexico)=America/Cancun
Easter Island Standard Time=Pacific/Easter
SA Pacific Standard Time=America/Bogota
SA Western Standard Time=America/La_Paz
SA Eastern Standard Time=America/Cayenne
Cuba Standard Time=America/Havana
Haiti Standard Time=America/Port-au-Prince
Turks And Caicos Standard Time=America/Grand_Turk
Venezuela Standard Time=America/Caracas
Paraguay Standard Time=America/Asuncion
Central Brazilian Standard Time=America/Cuiaba
Pacific SA Standard Time=America/Santiago
E. South America Standard Time=America/Sao_Paulo
Argentina Standard Time=America/Buenos_Aires
Montevideo Standard Time=America/Montevideo
Bahia Standard Time=America/Bahia
Tocantins Standard Time=America/Araguaina
Greenland Standard Time=America/Godthab
Saint Pierre Standard Time=America/Miquelon
Magallanes Standard Time=America/Punta_Arenas
Yukon Standard Time=America/Whitehorse
Azores Standard Time=Atlantic/Azores
Cape Verde Standard Time=Atlantic/Cape_Verde
Sao Tome Standard Time=Africa/Sao_Tome
Morocco Standard Time=Africa/Casablanca
W. Central Africa Standard Time=Africa/Lagos
Egypt Standard Time=Africa/Cairo
South Africa Standard Time=Africa/Johannesburg
E. Africa Standard Time=Africa/Nairobi
Libya Standard Time=Africa/Tripoli
Sudan Standard Time=Africa/Khartoum
South Sudan Standard Time=Africa/Juba
Namibia Standard Time=Africa/Windhoek
Israel Standard Time=Asia/Jerusalem
Jordan Standard Time=Asia/Amman
Middle East Standard Time=Asia/Beirut
Syria Standard Time=Asia/Damascus
West Bank Standard Time=Asia/Hebron
Kaliningrad Standard Time=Europe/Kaliningrad
Belarus Standard Time=Europe/Minsk
Volgograd Standard Time=Europe/Volgograd
Arab Standard Time=Asia/Riyadh
Arabic Standard Time=Asia/Baghdad
Arabian Standard Time=Asia/Dubai
Iran Standard Time=Asia/Tehran
Caucasus Standard Time=Asia/Yerevan
Azerbaijan Standard Time=Asia/Baku
Georgian Standard Time=Asia/Tbilisi
Mauritius Standard Time=Indian/Mauritius
Russia Time Zone 3=Europe/Samara
Astrakhan Standard Time=Europe/Astrakhan
Saratov Standard Time=Europe/Saratov
Afghanistan Standard Time=Asia/Kabul
West Asia Standard Time=Asia/Tashkent
Ekaterinburg Standard Time=Asia/Yekaterinburg
Pakistan Standard Time=Asia/Karachi
Qyzylorda Standard Time=Asia/Qyzylorda
Sri Lanka Standard Time=Asia/Colombo
Nepal Standard Time=Asia/Katmandu
Central Asia Standard Time=Asia/Bishkek
Bangladesh Standard Time=Asia/Dhaka
Omsk Standard Time=Asia/Omsk
Myanmar Standard Time=Asia/Rangoon
SE Asia Standard Time=Asia/Bangkok
Altai Standard Time=Asia/Barnaul
N. Central Asia Standard Time=Asia/Novosibirsk
North Asia Standard Time=Asia/Krasnoyarsk
Tomsk Standard Time=Asia/Tomsk
W. Mongolia Standard Time=Asia/Hovd
Singapore Standard Time=Asia/Singapore
Taipei Standard Time=Asia/Taipei
Ulaanbaatar Standard Time=Asia/Ulaanbaatar
North Asia East Standard Time=Asia/Irkutsk
W. Australia Standard Time=Australia/Perth
Aus Central W. Standard Time=Australia/Eucla
North Korea Standard Time=Asia/Pyongyang
Korea Standard Time=Asia/Seoul
Transbaikal Standard Time=Asia/Chita
Yakutsk Standard Time=Asia/Yakutsk
Cen. Australia Standard Time=Australia/Adelaide
AUS Central Standard Time=Australia/Darwin
E. Australia Standard Time=Australia/Brisbane
Tasmania Standard Time=Australia/Hobart
Lord Howe Standard Time=Australia/Lord_Howe
West Pacific Standard Time=Pacific/Port_Moresby
Vladivostok Standard Time=Asia/Vladivostok
Bougainville Standard Time=Pacific/Bougainville
Russia Time Zone 10=Asia/Srednekolymsk
Russia Time Zone 11=Asia/Kamchatka
Magadan Standard Time=Asia/Magadan
Sakhalin Standard Time=Asia/Sakhalin
Norfolk Standard Time=Pacific/Norfolk
Central Pacific Standard Time=Pacific/Guadalcanal
New Zealand Standard Time=Pacific/Auckland
Fiji Standard Time=Pacific/Fiji
Chatham Islands Standard Time=Pacific/Chatham
Tonga Standard Time=Pacific/Tongatapu
Samoa Standard Time=Pacific/Apia
Line Islands Standard Time=Pacific/Kiritimati
Marquesas Standard Time=Pacific/Marquesas`;

const pairs = names
  .trim()
  .split('\n')
  .map((line): readonly [string, string] => {
    const at = line.indexOf('=');
    return [line.slice(0, at), line.slice(at + 1)];
  });

const byName = new Map(pairs.map(([name, zone]) => [name.toLowerCase(), zone]));

/** The IANA name for `Eastern Standard Time`, or null when Windows has no such zone. */
export function windowsZone(name: string): string | null {
  return byName.get(name.trim().toLowerCase()) ?? null;
}

/** The zones that a VTIMEZONE's rules are compared with, the most common first. */
export const comparedZones: readonly string[] = pairs.map(([, zone]) => zone);
