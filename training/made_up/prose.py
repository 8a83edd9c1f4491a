"""Sentences of business, science, government and daily life, for whatever needs running text."""

from __future__ import annotations

import numpy as np

from .fonts import pick
from .nouns import LISTS
from .words import Invention, several, spin

TOPICS = {
    "en": """[sales|shipments|orders] in the [northern|western|export|retail] [region|district|market]
the [new|proposed|revised] [pricing schedule|filing system|delivery route|training programme|safety procedure|product line]
the [installation|repair|replacement|inspection] of the [boiler|pump|packaging line|telephone system|roof|computer terminals]
[staffing|overtime|absence] in the [warehouse|laboratory|accounts department|second shift]
the [survey|trial|pilot study|market test] of [the filter|the coating|the spring campaign|school meals|water quality]
[customer complaints|returned goods|late deliveries] about [the small pack|the winter order|spare parts]
the [budget|cost estimate|forecast] for the [coming|next|current] [quarter|year|season]
the [agreement|contract|lease] with [the supplier|the county|the printing house|the union]""",
    "de": """die [Lieferung|Bestellung|Reklamation] [der Ersatzteile|der neuen Pumpen|vom letzten Monat]
den [neuen|geänderten] [Vertrag|Terminplan|Preis]
die [Wartung|Erneuerung] der [Heizung|Anlage|Telefonanlage]""",
    "fr": """la [livraison|commande|réparation] [des pièces|du matériel|du chauffage]
le [nouveau|prochain] [contrat|calendrier|projet]
les [travaux|délais] de [la rue|l'atelier|l'école]""",
    "es": """la [entrega|reparación|compra] [del material|de los equipos|de la caldera]
el [nuevo|próximo] [contrato|presupuesto|proyecto]
las [obras|condiciones] de [la nave|la oficina]""",
    "it": """la [consegna|riparazione|fornitura] [dei materiali|della caldaia|delle macchine]
il [nuovo|prossimo] [contratto|preventivo|progetto]""",
    "pt": """a [entrega|reparação|compra] [do material|dos equipamentos]
o [novo|próximo] [contrato|orçamento|projeto]""",
    "nl": """de [levering|reparatie|aankoop] van [het materiaal|de machines|de ketel]
het [nieuwe|volgende] [contract|plan|project]""",
}
LETTER = {
    "en": """[Thank you for|We acknowledge receipt of|I refer to] your [letter|note|enquiry|telephone call] of {day} [concerning|regarding|about] {topic}.
[As we discussed|As agreed|Further to our conversation], we [have arranged for|are now looking into|will be responsible for] {topic}.
[I enclose|Please find enclosed|Attached is] [a copy of the report|two copies of the agreement|our latest price list|the form you asked for] [for your records|for your signature|for your information].
[We regret|I am sorry] that [it has not been possible|we were unable] to [complete|begin|confirm] {topic} [before the end of the month|by the date you named|in time for your visit].
[Would you please|I should be grateful if you would|Kindly] [let me know|confirm in writing|tell us] whether [this is acceptable|the date suits you|you wish to proceed].
[Our records show|It appears from our files] that [the last payment was received in March|no reply was sent|the matter was settled in {year}|your account is three months in arrears].
[If you have any questions|Should you need anything further], please [do not hesitate to call me|write to this office|contact my secretary, {person}].
[I would like to take this opportunity to|May I] [thank you for your help|express our appreciation of your patience|congratulate you on your appointment].
The [committee|board|partners] [met last week and|have considered the matter and] [decided to approve your request|asked me to reply on their behalf|would like more time before they decide].
[I am writing to|It gives me great pleasure to] [apply for the post of assistant manager|invite you to our annual dinner|tell you that the work has been approved|recommend {person}, who has worked with us for six years].
[We look forward to|I look forward to] [hearing from you|seeing you on {day}|your early reply].""",
    "de": """[vielen Dank für Ihr Schreiben vom {day}|wir beziehen uns auf Ihre Anfrage|wie telefonisch besprochen, senden wir Ihnen die Unterlagen] [und|; wir] bestätigen {topic}.
[Leider|Zu unserem Bedauern] ist es uns nicht möglich, {topic} [noch in diesem Monat|bis zum genannten Termin] abzuschließen.
Bitte [teilen Sie uns mit|geben Sie uns Bescheid], ob [Sie mit dem Vorschlag einverstanden sind|der Termin Ihnen zusagt].
[Für Rückfragen stehen wir Ihnen gern zur Verfügung.|Wir würden uns freuen, bald von Ihnen zu hören.|Anbei erhalten Sie eine Kopie des Vertrages.]
Der Betrag wird [in den nächsten Tagen|bis Ende des Monats] auf Ihr Konto überwiesen.""",
    "fr": """[Nous avons bien reçu votre lettre du {day}|Nous faisons suite à notre entretien] [au sujet de|concernant] {topic}.
[Nous regrettons de ne pouvoir|Il ne nous est malheureusement pas possible de] [donner suite à votre demande|respecter ce délai].
Vous trouverez ci-joint [le dossier complet|une copie du contrat|notre dernier tarif].
Nous vous prions de bien vouloir [nous confirmer votre accord|nous retourner ce document signé] avant le {day}.
[Nous restons à votre disposition pour tout renseignement.|Dans l'attente de votre réponse, nous vous remercions de votre confiance.]""",
    "es": """[Acusamos recibo de su carta del {day}|Nos dirigimos a usted] [en relación con|a propósito de] {topic}.
[Lamentamos informarle de que|Le comunicamos que] [no ha sido posible cumplir el plazo|su solicitud ha sido aceptada].
Adjuntamos [una copia del contrato|la documentación solicitada|nuestra lista de precios].
Le rogamos que [nos confirme su conformidad|nos devuelva el documento firmado] antes del {day}.
[Quedamos a su disposición para cualquier consulta.|En espera de su respuesta, le saludamos.]""",
    "it": """[Abbiamo ricevuto la Vostra lettera del {day}|Facciamo seguito al nostro colloquio] riguardante {topic}.
[Siamo spiacenti di comunicarVi che|Vi informiamo che] [non è possibile rispettare i termini|la richiesta è stata accolta].
In allegato [trasmettiamo copia del contratto|troverete la documentazione richiesta].
[Restiamo a disposizione per ogni chiarimento.|In attesa di un Vostro riscontro, porgiamo distinti saluti.]""",
    "pt": """[Acusamos a receção da sua carta de {day}|Vimos por este meio informar] sobre {topic}.
[Lamentamos informar que|Comunicamos que] [não foi possível cumprir o prazo|o seu pedido foi aceite].
Junto enviamos [uma cópia do contrato|os documentos solicitados].
[Ficamos ao dispor para qualquer esclarecimento.|Aguardamos a sua resposta.]""",
    "nl": """[Wij danken u voor uw brief van {day}|Naar aanleiding van ons gesprek schrijf ik u] over {topic}.
[Tot onze spijt|Helaas] kunnen wij {topic} niet voor {day} afronden.
Bijgaand vindt u [een kopie van het contract|de gevraagde stukken].
[Wij zien uw antwoord met belangstelling tegemoet.|Voor vragen kunt u contact opnemen met ondergetekende.]""",
}
BUSINESS = """[Sales|Revenue|Shipments] [rose|fell|were up|declined] by {n} percent [compared with last year|over the quarter|against plan], [mainly because of|helped by|reflecting] {topic}.
[The department|Management|This office] [expects|recommends|has asked for] [a decision by the end of the month|additional funds|a full review] [with regard to|concerning] {topic}.
[All supervisors|Section heads|Staff members] [should|are asked to|must] [report|submit|return] [their figures|the attached sheet|any comments] [no later than|before] {day}.
[It was noted|We have found|The review shows] that {topic} [has taken longer than planned|costs about {n} percent more than estimated|is now complete].
[A meeting|A second test|Training] will be held [in the conference room|at the plant|in {town}] on {day}.
[There has been|We continue to see] [some confusion|growing interest|little progress] [over|in] {topic}.
[Please discuss this with|Any questions go to|Contact] {person}, [extension {n}|who has agreed to coordinate the work].
The [competitor|other manufacturer|trade press] [has announced|is said to be testing|will launch] [a similar product|a lower price|a new package] [in the spring|in {n} cities|nationwide].
[If the results are favourable|Subject to approval|Once the contract is signed], [work can begin|the new schedule takes effect|we will order {n} units].
[Costs|Expenses|Travel] [must be held to|should not exceed|were] {money} [for the period|in this fiscal year|excluding freight].
[Attached|Enclosed] [is|please find] [a draft|the latest summary|my outline|a revised schedule] [of|on|for] {office} [for your review and comment|as you requested|which was discussed at the staff meeting].
[Please advise|Let me know] [if you want|whether we should] [to proceed with|cancel|postpone|expand] {office} [before the next meeting|in light of the legal opinion|given the present volume].
[Our agency|The field representative|Legal|Purchasing] [has raised a question|is concerned|called this morning] about {office} and {office2}.
[Effective|Beginning] {day}, {office} will be [handled by|transferred to|charged to] [the {town} office|a separate account|Corporate Affairs].
[We need|I would like] [your approval|a cost estimate|an update] on {office} [by the close of business Friday|as soon as possible|so that the order can be placed].
[In {year} we spent|The budget provides] {money} for {office}, [of which {n} percent has been committed|against {money} a year ago].
[Respondents|Listeners|Shoppers|Retailers] [in the {town} test market|who tried the product] [preferred the new pack {k} to 1|rated it higher on taste|were not aware of {office}].
[The purpose of this|This] [memo|note|project] is to [summarize|recommend|clarify] [the status of|our policy on|the plan for] {office}.
[Thanks for|Many thanks for|I appreciate] your help with {office}; [it went very well|we should do this again|the response has been excellent]."""
SCIENCE = """[Samples|Specimens|Aliquots] were [heated|stored|dried|extracted] at {n} °C for {k} [hours|minutes] and [weighed|analysed|filtered] [in duplicate|in triplicate].
The [mean|average|median] [concentration|recovery|yield|pH] was {x} [mg/l|percent|units] [with a standard deviation of|±] {y}.
[No significant difference|A clear increase|A marked decrease] was [observed|found|measured] between the [treated|exposed|test] and [control|reference] [groups|samples|batches] (p [<|=] 0.0{k}).
[Gas chromatography|Titration|Atomic absorption|Spectrophotometry|Microscopic examination] was used to [determine|identify|confirm] [the residues|fat and protein|lead and cadmium|the active ingredient|moisture].
[Table {k}|Figure {k}] [shows|summarizes|gives] the [results|data|readings] [obtained|recorded] [over the {n}-day period|for each run|before and after treatment].
[These results suggest|The data indicate|It is concluded] that [the filter|the compound|the process|the diet] [reduces|increases|does not affect] [absorption|growth|the rate of reaction|smoke yield|weight gain].
The [method|procedure|apparatus] [described earlier|of the previous report|of the laboratory manual] was [followed|modified] [by replacing the solvent|with a shorter column|at lower pressure].
[Rats|Plants|Cultures|Panels] were [divided into {k} groups|fed the test diet|examined weekly|kept under standard conditions].
[Further work|A second series|Another experiment] is [planned|in progress|needed] to [confirm the finding|extend the range|establish the cause].
The {item} was [placed in|removed from|rinsed with] [distilled water|a constant-humidity room|the reaction vessel|ethanol] and [the residue weighed|the extract concentrated under nitrogen|held overnight at room temperature].
[The objective of this work|The purpose of this study|This project] was to [measure|develop a method for|investigate the role of] the {item} [in the formation of|and its effect on|by comparison with] the {item2}.
[Analysis|Examination|Monitoring] of the {item} [revealed|indicated|gave] [traces of|a peak corresponding to|{x} ug per gram of] [phenol|acetaldehyde|benzo(a)pyrene|copper|formic acid].
[Animals|Test subjects|Seedlings|Columns] [exposed to|treated with|containing] the {item} [showed|had] [a higher incidence of lesions|lower body weights|a {n} percent reduction in delivery|no histological changes].
[A statistical analysis|Regression analysis|The t-test] of the {item} data [showed|failed to show] [a correlation with|a significant dependence on] the {item2} (r = 0.{n}).
[Dr. {person}|The laboratory at {town}|Our group] [reported|has shown previously|suggested] that the {item} [may act as an inhibitor|is stable below {n} °C|accounts for most of the variation].
[Work during this period|During the past quarter, work] [was directed toward|concentrated on] [improving the {item}|calibration with the {item}|an assay for the {item}].
[The apparatus consisted of|The system comprises] [a pump, a flow meter and the {item}|the {item} connected to a recorder|{k} identical chambers].
[Recoveries of added {item}|Duplicate runs of the {item}] [averaged {n} percent|agreed within {y} percent|are listed in Table {k}]."""
GOVERNMENT = """The [agency|department|commission|office] [estimates|reported|found] that {n} percent of [households|schools|small businesses|patients|local authorities] [had access to|were affected by|received] [the programme|broadband service|the allowance|inspection visits].
[Between {year0} and {year}|Over the past decade|During the fiscal year], [spending on|the number of|demand for] [public transport|apprenticeships|rural health services|waste water treatment|housing benefit] [rose|fell|grew] [from {n} to {m} million|by {n} percent].
[Congress|The Parliament|The legislature|The Minister] [directed|requested|asked] the [office|agency] to [report annually on|review|assess] [the effectiveness of the grants|air quality standards|road safety|food prices].
[We recommend|The committee recommends|It is recommended] that the [Secretary|Director|Ministry] [establish clear guidance|improve the collection of data|publish the results|set measurable targets].
[Data were collected|The survey was carried out] [by telephone interview|from administrative records|in {k} regions] [between March and June|in two phases], [and the response rate was {n} percent|under the Statistics Act].
[Officials told us|Stakeholders said|Respondents reported] that [funding was uncertain|staff shortages delayed inspections|the rules were difficult to apply|costs had increased].
[In commenting on a draft of this report|In its response], the [agency|department] [agreed with our recommendations|generally concurred|provided technical comments].
[See table {k}|Figure {k} shows the trend|Appendix {k} describes our methodology].
[Why this matters.|What we found.|Background.] [The federal government|The Union|The state] spent about {money} million on {policy} in fiscal year {year}, yet [oversight remains fragmented|data on results are limited|needs are growing].
[About|Approximately|Nearly] {n}.{k} [million|percent of] {group} [reported difficulties with|participated in programs for|were covered by measures on] {policy} in {year}.
{body} [asked us to examine|has responsibility for|designated] {policy} [as a high-risk area|and requires annual reports|under title {k} of the Act].
[Estimates are based on|Results come from|The analysis uses] a [probability sample|panel|census] of {group}; [standard errors are shown in appendix {k}|nonresponse was adjusted by weighting|differences are significant at the 90 percent level].
[The share of|The proportion of|Spending per] {group} [fell|rose|was unchanged] [in {k} of the {n} regions|compared with {year0}|after adjustment for age], [while|whereas] {measure} [increased by {n} percent|declined|varied widely].
[Exhibit|Table|Figure|Annex] {k}.{j} [presents|compares|summarizes] {measure} [by country|by age group and sex|for selected {group}] between {year0} and {year}.
[The Directive|Regulation (EC) No {n}/{year}|Public Law {n}-{m}|The statute] [lays down|requires|authorizes] [minimum standards for|grants for|reporting on] {policy}.
[Recommendation {k}:|We are making {k} recommendations:] {body} should [develop a strategy for|collect consistent data on|evaluate|improve coordination of] {policy}.
[For further information, contact|Questions about this report may be addressed to] {person}, [Director|Statistics Division|Press Office]. [This work of the government is in the public domain.|Reproduction is authorised provided the source is acknowledged.]
[In some member states|At the facilities visited|In the pilot sites], {group} [are required to|may] [register with|report to] {body} [and pay a fee|within {n} days|when thresholds are exceeded].
[Implementation of|Progress on|The evaluation of] {policy} [has been uneven|began in {year0}|involved interviews with {n} officials], [according to|as reported by] {body}.
[Note:|Source:] [Detail may not add to totals because of rounding.|Data are provisional.|Percentages refer to {group}.|See technical notes for definitions of {measure}.]"""
NEWS = """[Police|Firefighters|Officials|Residents] in {town} said [on Tuesday|yesterday|late Friday] that [a blaze destroyed|thieves broke into|heavy rain flooded] [a warehouse|the old mill|{k} homes|the town library].
The [council|school board|legislature|company] voted [{k} to {j}|unanimously] to [close the plant|raise the sales tax|build a new bridge|close the swimming pool|delay the merger].
"[We never expected this|It is a good day for the town|People are worried|Nobody was told]," said {person}, [a teacher|who owns a shop on Main Street|spokesman for the union|the mayor].
[Shares|Stock] in the company [fell|rose|closed up] {n} percent [in early trading|on the news|after the announcement].
[Critics|Opponents|Supporters] of the [plan|measure|bill] [argue|say|warned] that it would [cost {money}|hurt small farmers|save {n} jobs|bring more traffic].
The [game|match|final] [ended|finished] {k}-{j} [after extra time|before a crowd of {m},000|when {person} scored late].
[A spokesman|The department|Lawyers for the family] [declined to comment|would not confirm the figures|said an inquiry was under way].
The [decision|ruling|report] [comes|came] [two weeks|a year|just months] after [a similar case in {town}|the accident|voters rejected the tax].
{person}, {n}, [was taken to hospital|pleaded not guilty|won the prize for the second time|had lived in {town} all her life].
[The weather service|Forecasters] [expects|predicted] [snow|strong winds|more rain] [through the weekend|along the coast].
{person} of {town} [told reporters|said in an interview|wrote in a letter to the editor] that {policy} [should be left to the states|needs reform|would cost taxpayers {money}].
[The government|A federal judge|The health minister|The Pentagon|Scotland Yard] [announced|ordered|rejected|is investigating] [new rules on|a settlement over|claims about] {policy} [on Monday|this week|last night].
[Lawmakers|Analysts|Union leaders|Doctors] [expect|fear|welcomed] [changes in|cuts to|a debate over] {policy}, [which affects {group}|after months of protests|ahead of the election].
The {ware} maker [reported a profit of {money}|will lay off {n} workers|plans a factory in {town}|sued its rival].
[Witnesses|Neighbors|Rescue workers] [described|heard] [a loud explosion|shouting|the crash] near the {place2} [shortly after midnight|as commuters headed home|during the ceremony].
[The timber industry|The company], [which faces dozens of lawsuits|based in {town}], [denied|said it would appeal|called the report misleading].
"[This is a disgrace|I'm delighted|The evidence is clear]," {person} said. "[We will fight it|Somebody has to pay|The children come first]."
[In the second half|At the plate|On the final lap], {person} [scored|broke the record|was sent off], [lifting {town} to|costing the side] [a {k}-{j} victory|the title]."""
NARRATIVE = """[The old house|The harbour|The road to the village|My grandfather's garden] [lay|stood] [quiet|empty|white] [in the early light|under the snow|as we came down the hill].
[She|He|My sister|The captain] [looked up|turned away|said nothing|laughed] [and for a moment|as if] [nobody spoke|the whole room had heard|the years had fallen away].
"[I never said that|You will see|It was not always so|Then why did you come back]?" [he asked|she whispered|said the doctor].
[There had been|There was] [a time|something in the air|a letter on the table] [that morning|before the war|when the river froze].
[They walked|We drove|The boys ran] [along the shore|past the church|through the wet fields] [until it was dark|without a word|towards the station].
[It was|It seemed] [the kind of day|a long winter|a strange thing to remember], [and yet|but] [she could not forget it|nothing had changed|he kept the key in his pocket]."""


def filled(random: np.random.Generator, text: str, thing: Invention, lang: str = "en") -> str:
    """A sentence with its blanks filled from an `Invention`."""
    n = int(random.integers(2, 96))
    topic = pick(random, several(random, TOPICS[lang], 1, 1))
    if "{topic}" in text and text.startswith("{topic}"):
        topic = topic[0].upper() + topic[1:]
    nouns = {name: pick(random, words) for name, words in LISTS.items() if f"{{{name}" in text}
    again = {"office2": "office", "item2": "item", "place2": "place"}
    nouns |= {name: pick(random, LISTS[of]) for name, of in again.items() if f"{{{name}}}" in text}
    return spin(
        random, text, **nouns, topic=topic, n=n, m=n + int(random.integers(3, 40)), k=int(random.integers(1, 9)), j=int(random.integers(0, 5)), x=f"{random.uniform(0.1, 90):.1f}",
        y=f"{random.uniform(0.01, 4):.2f}", year=thing.year, year0=thing.year - int(random.integers(2, 12)), day=thing.date(long=True),
        person=thing.person(), town=thing.place(), money=thing.money(thing.price(500, 90000)),
    )  # fmt: skip


def paragraph(
    random: np.random.Generator, pool: str, thing: Invention, low: int = 2, high: int = 5, lang: str = "en"
) -> str:
    """A paragraph of between `low` and `high` sentences of `pool`."""
    lines = [line.strip() for line in pool.strip().splitlines()]
    chosen = random.permutation(len(lines))[: int(random.integers(low, high + 1))]
    text = " ".join(filled(random, lines[int(n)], thing, lang) for n in sorted(chosen))
    return text[:1].upper() + text[1:]
