/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of months and time zones. */
#include "dates.h"

#include <stdlib.h>
#include <string.h>

/*
 * The months' names and abbreviations, alone and inside dates, folded: those
 * of Unicode CLDR 41 (dates/calendars/gregorian/months) for en ru kk uk be bg
 * mk sr sl hr bs pl cs sk de nl fr es it pt ro ca gl tr az uz ky tg tk fi et
 * lv lt hu sv da nb is el he ar fa ka hy id sq eu hi, and some that papers
 * write besides (sept, mrz).  A star stands for any ending.  Where two
 * languages mean different months by a word ("listopad", November in Polish
 * and Czech, October in Croatian), the larger one has it.
 */
/* clang-format off */
static const char *const months[] = {
	" ene enero gen gener gennaio ian ianuarie jaan jaanuar jan "
	"janar janeiro janner januar januara januari january janv "
	"janvaris janvier led leden ledna oca ocak saus sausio "
	"sausis sij sijecanj sijecnja sty styczen stycznia tammi "
	"tammik tammikuu tammikuuta urt urtarrila urtarrilak xan "
	"xaneiro yan yanvar yanwar ιαν ιανουαριοσ ιανουαριου сту "
	"студзень студзеня січ січень січня янв январ январь января "
	"яну януари јан јанвар јануар јануари қаң қаңтар* հնվ "
	"հունվար հունվարի בינו בינואר ינו ינואר يناير ژانویه जनवरी "
	"იან იანვარი ",
	" feb febbraio feber febr febreiro febrer febrero februar "
	"februara februari februarie februaris february fev "
	"fevereiro fevr fevral fevrier few fewral helmi helmik "
	"helmikuu helmikuuta lut lutego luty ots otsaila otsailak "
	"shk shkurt sub subat uno unor unora vas vasario vasaris "
	"veebr veebruar velj veljaca veljace φεβ φεβρουαριοσ "
	"φεβρουαριου ақп ақпан* лют лютага лютий лютого люты феб "
	"фебруар фев февр феврал февраль февраля февруари փետրվար "
	"փետրվարի փտվ בפבר בפברואר פבר פברואר فبراير فوریه फ़रवरी "
	"თებ თებერვალი ",
	" bre brezen brezna kov kovas kovo maalis maalisk maaliskuu "
	"maaliskuuta maart maerz mar marc marca march marcius marco "
	"marec maret mars mart martie marts martxoa martxoak marz "
	"marzec marzo mrt mrz ozu ozujak ozujka μαρ μαρτιοσ μαρτιου "
	"бер березень березня мар март марта нау наурыз* сак сакавік "
	"сакавіка մարտ մարտի մրտ במרץ מרץ مارس मार्च მარ მარტი ",
	" abr abril api apirila apirilak apr aprel april aprila "
	"aprile aprilie aprilis aprill avr avril bal balandis "
	"balandzio dub duben dubna huhti huhtik huhtikuu huhtikuuta "
	"kwi kwiecien kwietnia nis nisan pri prill tra travanj "
	"travnja απρ απριλιοσ απριλιου апр апрел апрель апреля април "
	"кві квіт квітень квітня кра красавік красавіка сәу сәуір* "
	"ապր ապրիլ ապրիլի אפר אפריל באפר באפריל ابريل اوریل अप्रैल "
	"აპრ აპრილი ",
	" geg geguze geguzes kve kveten kvetna mag maggio mai "
	"maiatza maiatzak maig maijs maio maj maja majus may mayis "
	"mayo mei svi svibanj svibnja touko toukok toukokuu "
	"toukokuuta μαι μαιοσ μαιου май мам мамыр* мая мај тра трав "
	"травень травня մայիս մայիսի մյս במאי מאי مايو مه მაი მაისი ",
	" birz birzelio birzelis cerven cervna cvn cze czerwca "
	"czerwiec eka ekaina ekainak giu giugno haz haziran iun "
	"iunie iyn iyun juin jun juna june junho juni junij junijs "
	"junio junius juny juuni kesa kesak kesakuu kesakuuta lipanj "
	"lipnja qer qershor xuno ιουν ιουνιοσ ιουνιου июн июнь июня "
	"ијн ијун мау маусым* чер черв червень червня чэр чэрвень "
	"чэрвеня юни јун јуни հնս հունիս հունիսի ביוני יוני يونيو "
	"ژوين ივნ ივნისი ",
	" cervence cervenec cvc heina heinak heinakuu heinakuuta iul "
	"iulie iyl iyul juil juillet jul jula julho juli julij "
	"julijs julio juliol julius july juuli korr korrik liep "
	"liepa liepos lipca lipiec lug luglio srpanj srpnja tem "
	"temmuz uzt uztaila uztailak xul xullo ιουλ ιουλιοσ ιουλιου "
	"июл июль июля ијл ијул лип липень липня ліп ліпень ліпеня "
	"шіл шілде* юли јул јули հլս հուլիս հուլիսի ביולי יולי يوليو "
	"ژويیه जुलाई ივლ ივლისი ",
	" abu abuztua abuztuak ag ago agost agosto agu agust agustos "
	"agustus aout aug august augusta augusti augusts augustus "
	"augusztus avg avgust avq avqust awg awgust elo elok elokuu "
	"elokuuta gush gusht kol kolovoz kolovoza rugp rugpjucio "
	"rugpjutis sie sierpien sierpnia srpen srpna αυγ αυγουστοσ "
	"αυγουστου авг август августа жні жнівень жніуня сер серп "
	"серпень серпня там тамыз* օգոստոս օգոստոսի օգս אוג אוגוסט "
	"באוג באוגוסט اغسطس اوت अगस्त აგვ აგვისტო ",
	" eyl eylul ira iraila irailak rugs rugsejis rugsejo ruj "
	"rujan rujna sen sentabr sentyabr sep sept septembar "
	"september septembra septembre septembrie septembris "
	"septiembre set setembre setembro setiembre sett settembre "
	"sht shtator syys syysk syyskuu syyskuuta szept szeptember "
	"wrz wrzesien wrzesnia zar zari σεπ σεπτεμβριοσ σεπτεμβριου "
	"вер верасень верасня вересень вересня сен сент сентябр "
	"сентябрь сентября сентјабр сеп септ септембар септември қыр "
	"қыркүйек* սեպ սեպտեմբեր սեպտեմբերի בספט בספטמבר ספט ספטמבר "
	"سبتمبر سپتامبر सितंबर სექ სექტემბერი ",
	" eki ekim loka lokak lokakuu lokakuuta oct october octobre "
	"octombrie octubre okt oktabr oktobar oktober oktobra "
	"oktobris oktoober oktyabr ott ottobre out outubro paz "
	"pazdziernik pazdziernika rij rijen rijna spal spalio spalis "
	"tet tetor urr urria urriak οκτ οκτωβριοσ οκτωβριου жов жовт "
	"жовтень жовтня кас кастрычнік кастрычніка окт октобар "
	"октомври октябр октябрь октября октјабр қаз қазан* հոկ "
	"հոկտեմբեր հոկտեմբերի אוק אוקטובר באוק באוקטובר اكتوبر اکتبر "
	"अक्तू अक्तूबर ოქტ ოქტომბერი ",
	" aza azaroa azaroak kas kasim lapkr lapkricio lapkritis lis "
	"listopad listopada listopadu marras marrask marraskuu "
	"marraskuuta nen nentor noiembrie nov novembar november "
	"novembra novembre novembris novembro noviembre noy noyabr "
	"stu studeni studenoga νοε νοεμβριοσ νοεμβριου лис лист "
	"листопад листопада ліс лістапад лістапада нов новембар ное "
	"ноем ноември ноя нояб ноябр ноябрь ноября ној нојабр қар "
	"қараша* նոյ նոյեմբեր նոյեմբերի בנוב בנובמבר נוב נובמבר "
	"نوامبر نوفمبر नवंबर ნოე ნოემბერი ",
	" abe abendua abenduak ara aralik dec decembar december "
	"decembra decembre decembrie decembris decembro dek dekabr "
	"des desember desembre dets detsember dez dezember dezembro "
	"dhj dhjetor dic dicembre diciembre gru grudnia grudzien "
	"gruod gruodis gruodzio joulu jouluk joulukuu joulukuuta pro "
	"prosinac prosinca prosince prosinec δεκ δεκεμβριοσ "
	"δεκεμβριου гру груд грудень грудня дек декабр декабрь "
	"декабря декември дец децембар жел желтоқсан* сне снежань "
	"снежня դեկ դեկտեմբեր դեկտեմբերի בדצמ בדצמבר דצמ דצמבר "
	"دسامبر ديسمبر दिसंबर დეკ დეკემბერი ",
};
/* clang-format on */

/* Whether a list of words, with a space before and behind each, has the
 * word, or its beginning with a star behind it. */
static bool
is_listed(const char *list, const char *word, size_t len)
{
	const char *p = list;

	while ((p = strchr(p, ' ')) != NULL && p[1] != '\0') {
		size_t n = strcspn(++p, " *");

		if (n <= len && memcmp(p, word, n) == 0 &&
			(n == len || p[n] == '*'))
			return true;
	}
	return false;
}

unsigned
date_month(struct saiga_slice word)
{
	char term[SAIGA_TERM_MAX];
	unsigned i;
	size_t n;

	if (word.len > DATE_WORD_MAX)
		return 0;
	n = saiga_fold_word(word, term);
	for (i = 0; i < 12 && n > 1; i++)
		if (is_listed(months[i], term, n))
			return i + 1;
	return 0;
}

bool
date_is_word(struct saiga_slice word, const char *list)
{
	char term[SAIGA_TERM_MAX];
	size_t n;

	if (word.len > DATE_WORD_MAX)
		return false;
	n = saiga_fold_word(word, term);
	return n > 0 && is_listed(list, term, n);
}

/* Names that mean one zone wherever they are written: RFC 2822, section 4.3,
 * and the abbreviations of the tz database for Europe and Asia. */
static const struct {
	const char *name;
	short minutes; /* east of UTC */
} zones[] = {
	{ "z", 0 },
	{ "ut", 0 },
	{ "utc", 0 },
	{ "gmt", 0 },
	{ "est", -300 },
	{ "edt", -240 },
	{ "cst", -360 },
	{ "cdt", -300 },
	{ "mst", -420 },
	{ "mdt", -360 },
	{ "pst", -480 },
	{ "pdt", -420 },
	{ "wet", 0 },
	{ "west", 60 },
	{ "cet", 60 },
	{ "cest", 120 },
	{ "mez", 60 },
	{ "mesz", 120 },
	{ "eet", 120 },
	{ "eest", 180 },
	{ "msk", 180 },
	{ "мск", 180 },
	{ "jst", 540 },
	{ "kst", 540 },
};

bool
date_zone(struct saiga_slice word, int *minutes)
{
	char term[SAIGA_TERM_MAX];
	size_t i, n;

	if (word.len > 8)
		return false;
	n = saiga_fold_word(word, term);
	for (i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		if (saiga_slice_is(saiga_slice_of(term, n), zones[i].name)) {
			*minutes = zones[i].minutes;
			return true;
		}
	return false;
}
