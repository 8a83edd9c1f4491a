"""Invented people, firms, places, dates and amounts, and sentences with alternatives."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import numpy as np

from .fonts import chance, pick

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
SHARES = (0.7, 0.07, 0.07, 0.06, 0.04, 0.03, 0.03)

FIRST = {
    "en": "James Mary Robert Linda Michael Susan William Karen David Nancy Thomas Helen George Ruth Edward Alice Frank Joyce Walter Doris Priya Omar Mei Chidi Fiona Niall Grace Aaron Brenda Keith Sheila Howard Lorraine Gerald Tamara Derek Yvonne Samir Leah Colin Wanda Otis Hazel Rufus",
    "de": "Hans Ursula Klaus Renate Jürgen Monika Dieter Sabine Stefan Anja Lukas Leonie Matthias Heike Uwe Birgit Tobias Katrin",
    "fr": "Jean Marie Pierre Françoise Michel Sylvie Luc Camille Étienne Hélène Thierry Aurélie Bruno Odile Rémi Chloé Gilles Nadine",
    "es": "José Carmen Antonio Dolores Manuel Pilar Javier Lucía Sergio Marta Rafael Inés Álvaro Rocío Ramón Beatriz",
    "it": "Giuseppe Maria Giovanni Anna Paolo Chiara Marco Francesca Luigi Elena Davide Silvia Matteo Teresa",
    "pt": "João Maria António Ana Paulo Teresa Rui Inês Nuno Catarina Tiago Helena Vasco Joana",
    "nl": "Jan Anneke Pieter Els Willem Marijke Joost Femke Bram Lotte Kees Ingrid Hendrik Saskia",
}
LAST = {
    "en": "Harlow Pemberton Oakes Whitaker Langford Brewster Caldwell Mercer Dunmore Ashby Kessler Rowntree Vickers Tolliver Hadley Strand Okafor Banerjee Castellan Moss Ridley Farnham Quill Sayer Holcomb Prescott Lindqvist Marsh Penhale Gorman Thackray Beaufort Iverson Nakata Delgado Fairchild Sutter Blackwood Crane Wexler Dobbs",
    "de": "Brandt Hofmann Lehner Steinbach Vogel Krause Zimmer Petersen Albers Reuter Kühn Baumgart Falk Engelhardt",
    "fr": "Moreau Lefèvre Garnier Roussel Chevallier Perrin Delorme Barbier Marchand Fontaine Beaumont Vasseur Giraud",
    "es": "García Ortega Navarro Castillo Vidal Serrano Molina Ibáñez Cano Prieto Lozano Herrero",
    "it": "Rossetti Bianco Marchetti Galli Fontana Moretti Ferrero Conti Barbieri Lombardi",
    "pt": "Almeida Carvalho Teixeira Moreira Nogueira Sousa Pinheiro Tavares Fonseca Queirós",
    "nl": "de Vries Bakker Jansen Smit Mulder Visser Kuipers van Dijk Hoekstra Postma",
}
STREETS = {
    "en": "Mill Road;High Street;Station Avenue;Oak Lane;Harbour View;Commerce Drive;Elm Street;Market Square;Kingsway;Park Terrace;River Street;Industrial Parkway;Chapel Hill;Canal Street;Sycamore Boulevard;Front Street;Prospect Avenue",
    "de": "Bahnhofstraße;Lindenweg;Hauptstraße;Am Markt;Gartenstraße;Industriestraße;Schulgasse;Mühlenweg",
    "fr": "rue de la Gare;avenue des Tilleuls;place du Marché;rue Pasteur;chemin des Vignes;boulevard Voltaire;quai du Port",
    "es": "Calle Mayor;Avenida del Puerto;Calle de la Paz;Plaza Nueva;Paseo del Río;Calle San Juan",
    "it": "Via Roma;Corso Italia;Via dei Mille;Piazza del Duomo;Viale Europa;Via Garibaldi",
    "pt": "Rua da Igreja;Avenida da República;Rua do Comércio;Travessa do Sol;Praça da Liberdade",
    "nl": "Dorpsstraat;Kerkweg;Stationsplein;Molenlaan;Havenkade;Nieuwstraat",
}
TOWNS = {
    "en": "Leeds LS2 7QP;Bristol BS1 4RT;Dayton, OH 45402;Portland, ME 04101;Fresno, CA 93721;Halifax HX1 2DL;Albany, NY 12207;Exeter EX4 3SR;Tulsa, OK 74103;Norwich NR2 1AB;Richmond, VA 23219;Winnipeg MB R3C 1A5;Geelong VIC 3220;Akron, OH 44308;Durham, NC 27701;Cork T12 W8KR;Spokane, WA 99201;Peoria, IL 61602;Dunedin 9016",
    "de": "79098 Freiburg;04109 Leipzig;44135 Dortmund;24103 Kiel;90402 Nürnberg;8010 Graz;3011 Bern;66111 Saarbrücken",
    "fr": "69002 Lyon;44000 Nantes;31000 Toulouse;59800 Lille;35000 Rennes;1000 Bruxelles;21000 Dijon;1204 Genève",
    "es": "46001 Valencia;48001 Bilbao;41004 Sevilla;50001 Zaragoza;29015 Málaga;28010 Madrid;33001 Oviedo",
    "it": "10121 Torino;40121 Bologna;16121 Genova;37121 Verona;80133 Napoli;50122 Firenze",
    "pt": "4000-322 Porto;1100-148 Lisboa;3000-213 Coimbra;4700-320 Braga;8000-138 Faro",
    "nl": "3511 LN Utrecht;9711 AB Groningen;5211 JX 's-Hertogenbosch;2311 EZ Leiden;9000 Gent",
}
PARTS = ["North", "South", "Nova", "Alder", "Cobalt", "Meridian", "Summit", "Harbor", "Granite", "Delta", "Cedar", "Orion", "Union", "Pioneer", "Silver", "Beacon", "Atlas", "Crown", "Lark", "Vertex", "Falcon", "Redwood", "Keystone", "Halcyon", "Marlin", "Juniper", "Tern", "Quarry", "Ember", "Larch", "Bolton", "Stanton", "Ferro", "Lumen", "Hydra", "Agri", "Medi", "Tele", "Poly", "Aero"]  # fmt: skip
TRADES = {
    "en": "Supply;Instruments;Foods;Logistics;Engineering;Printing;Electric;Chemical;Textiles;Motors;Insurance;Publishing;Laboratories;Systems;Tools;Packaging;Plastics;Paper;Shipping;Health;Energy;Brands;Research;Savings Bank;Consulting;Construction;Telephone;Timber;Dairy;Furniture;Optics",
    "de": "Werkzeugbau;Elektrotechnik;Druckerei;Spedition;Maschinenbau;Versicherung;Sparkasse;Lebensmittel;Chemie;Haustechnik",
    "fr": "Imprimerie;Transports;Assurances;Électricité;Matériaux;Laboratoires;Boulangerie;Menuiserie;Banque;Mécanique",
    "es": "Suministros;Transportes;Seguros;Electricidad;Construcciones;Alimentación;Laboratorios;Muebles;Caja de Ahorros",
    "it": "Forniture;Trasporti;Assicurazioni;Impianti;Alimentari;Tipografia;Laboratori;Meccanica;Banca",
    "pt": "Materiais;Transportes;Seguros;Eletricidade;Alimentar;Gráfica;Laboratórios;Construções;Banco",
    "nl": "Techniek;Transport;Verzekeringen;Drukkerij;Bouw;Voeding;Laboratorium;Installatie;Spaarbank",
}
FORMS = {
    "en": "Inc.;Ltd;LLC;Corp.;& Co.;Company;plc;Group;& Sons",
    "de": "GmbH;AG;KG;GmbH & Co. KG;e.K.",
    "fr": "SA;SARL;SAS;& Fils",
    "es": "S.A.;S.L.;e Hijos",
    "it": "S.p.A.;S.r.l.;& Figli",
    "pt": "Lda.;S.A.;& Filhos",
    "nl": "B.V.;N.V.;VOF",
}
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "it": [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    "pt": [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
}
CURRENCIES = {"en": ["$", "$", "£", "USD ", "A$", "€"], "de": ["€", "EUR", "CHF"], "pt": ["€", "R$"]}


def language(random: np.random.Generator, english: float = 0.7) -> str:
    """One of `LANGUAGES`, English with probability `english`."""
    rest = (1 - english) / (1 - SHARES[0])
    shares = [english, *[share * rest for share in SHARES[1:]]]
    return LANGUAGES[int(random.choice(len(LANGUAGES), p=np.array(shares) / sum(shares)))]


def spin(random: np.random.Generator, text: str, **values: object) -> str:
    """`text` with one of each ``[a|b|c]`` chosen, inner brackets first, and ``{name}`` filled in."""
    inner = re.compile(r"\[([^\[\]]*)\]")
    while found := inner.search(text):
        text = text[: found.start()] + pick(random, found[1].split("|")) + text[found.end() :]
    return text.format_map({name: str(value) for name, value in values.items()}) if values else text


def several(random: np.random.Generator, choices: list[str] | str, low: int, high: int) -> list[str]:
    """Between `low` and `high` different ones of `choices` (or of its lines), spun, in random order."""
    choices = [line.strip() for line in choices.strip().splitlines()] if isinstance(choices, str) else choices
    count = min(len(choices), int(random.integers(low, high + 1)))
    return [spin(random, choices[int(n)]) for n in random.permutation(len(choices))[:count]]


@dataclasses.dataclass
class Firm:
    """A firm, an agency or a bank."""

    name: str
    street: str
    town: str
    phone: str
    site: str
    tax: str

    @property
    def address(self) -> list[str]:
        return [self.street, self.town]


class Invention:
    """Makes things up in one language, with one currency and one way to write dates."""

    def __init__(self, random: np.random.Generator, lang: str = "en") -> None:
        self.random = random
        self.lang = lang
        self.currency = pick(random, CURRENCIES.get(lang, ["€", "EUR", "€"]))
        self.style = int(random.integers(7))
        self.year = (
            int(random.integers(2004, 2026)) if chance(random, 0.6) else int(random.integers(1958, 2004))
        )

    def spin(self, text: str, **values: object) -> str:
        return spin(self.random, text, **values)

    def person(self) -> str:
        lang = self.lang if chance(self.random, 0.9) else pick(self.random, LANGUAGES)
        last = pick(self.random, re.findall(r"(?:de |van )?\S+", LAST[lang]))
        first = pick(self.random, FIRST[lang].split())
        if lang == "en" and chance(self.random, 0.25):
            first += f" {pick(self.random, list('ABCDEFGHJKLMNPRSTW'))}."
        return f"{first} {last}"

    def firm(self) -> Firm:
        name = pick(self.random, PARTS)
        shape = self.random.random()
        if shape < 0.25:
            name += pick(
                self.random, ["tech", "line", "tron", "works", "gate", "field", "ware", "point", "star"]
            )
        elif shape < 0.4:
            name = pick(self.random, LAST[self.lang].split()).capitalize()
        elif shape < 0.5:
            name = (
                f"{pick(self.random, LAST[self.lang].split())} & {pick(self.random, LAST[self.lang].split())}"
            )
        trade = pick(self.random, TRADES[self.lang].split(";"))
        form = pick(self.random, FORMS[self.lang].split(";"))
        site = re.sub(r"[^a-z]", "", name.lower()) + pick(
            self.random, [".com", ".net", ".example", ".org", ".co"]
        )
        return Firm(
            f"{name} {trade} {form}", self.street(), self.town(), self.phone(), site, self.tax_number()
        )

    def street(self) -> str:
        street, number = pick(self.random, STREETS[self.lang].split(";")), int(self.random.integers(1, 400))
        return f"{number} {street}" if self.lang in {"en", "fr"} else f"{street} {number}"

    def town(self) -> str:
        return pick(self.random, TOWNS[self.lang].split(";"))

    def place(self) -> str:
        """A town's name alone."""
        return re.sub(r"[\d-]+|\b[A-Z]{2,}\d?\b.*|,.*", "", self.town()).strip() or "Norwich"

    def phone(self) -> str:
        r = self.random
        a, b, c = r.integers(200, 990), r.integers(200, 999), r.integers(1000, 9999)
        if self.lang == "en":
            return pick(
                r, [f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"+44 1{a} {b}{c % 1000}", f"{a}.{b}.{c}", f"0{a} {c}"]
            )
        code = {"de": 49, "fr": 33, "es": 34, "it": 39, "pt": 351, "nl": 31}[self.lang]
        return pick(
            r, [f"+{code} {a} {b} {c % 100}", f"0{a} / {b} {c % 100}", f"+{code} (0){a % 100} {b}{c}"]
        )

    def mail(self, person: str, site: str = "") -> str:
        name = re.sub(r"[^a-z.]", "", person.lower().replace(". ", ".").replace(" ", "."))
        return f"{name}@{site or self.firm().site}"

    def tax_number(self) -> str:
        n = self.digits(9)
        return {
            "en": pick(self.random, [f"{n[:2]}-{n[2:]}", f"GB {n}", f"ABN {n}12"]), "de": f"DE{n}", "fr": f"FR{n}07", "es": f"B-{n[:8]}",
            "it": f"IT{n}01", "pt": f"PT {n}", "nl": f"NL{n}B01",
        }[self.lang]  # fmt: skip

    def digits(self, count: int) -> str:
        return "".join(str(int(d)) for d in self.random.integers(0, 10, count))

    def code(self) -> str:
        r = self.random
        letters = "".join(pick(r, list("ABCDEFGHKLMNPRSTX")) for _ in range(int(r.integers(1, 4))))
        return pick(
            r,
            [
                f"{letters}-{self.digits(5)}",
                self.digits(7),
                f"{self.year}-{self.digits(4)}",
                f"{letters}{self.digits(6)}",
                f"{self.digits(3)}/{self.year % 100:02}",
            ],
        )

    def day(self, *, old: bool = False) -> dt.date:
        year = int(self.random.integers(1960, 1999)) if old else self.year
        return dt.date(year, 1, 1) + dt.timedelta(days=int(self.random.integers(364)))

    def date(self, day: dt.date | None = None, *, long: bool = False) -> str:
        """A date as it is written in this document."""
        day = day or self.day()
        month = MONTHS[self.lang][day.month - 1]
        if self.lang == "en":
            if long or self.style < 2:
                return f"{month} {day.day}, {day.year}" if self.style % 2 else f"{day.day} {month} {day.year}"
            return [
                f"{day:%m/%d/%Y}",
                f"{day:%d/%m/%Y}",
                f"{day:%d-%b-%Y}",
                f"{day:%Y-%m-%d}",
                f"{day:%m/%d/%y}",
            ][self.style - 2]
        if long or self.style < 2:
            dot = "." if self.lang == "de" else ""
            of = " de " if self.lang in {"es", "pt"} else " "
            return f"{day.day}{dot}{of}{month}{of}{day.year}"
        return (
            f"{day:%d.%m.%Y}"
            if self.lang == "de"
            else f"{day:%d-%m-%Y}"
            if self.lang == "nl"
            else f"{day:%d/%m/%Y}"
        )

    def number(self, value: float, places: int = 2) -> str:
        text = f"{value:,.{places}f}"
        if self.lang == "en":
            return text
        mark = " " if self.lang == "fr" else "."
        return text.replace(",", "\0").replace(".", ",").replace("\0", mark)

    def money(self, value: float, *, sign: bool = True) -> str:
        text = self.number(abs(value))
        if sign:
            text = f"{self.currency}{text}" if self.lang == "en" else f"{text} {self.currency.strip()}"
        return f"-{text}" if value < 0 else text

    def price(self, low: float = 2, high: float = 900) -> float:
        """A price; small ones are more likely."""
        return round(float(np.exp(self.random.uniform(np.log(low), np.log(high)))), 2)

    def iban(self) -> str:
        land = {"en": "GB", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "pt": "PT", "nl": "NL"}[self.lang]
        digits = self.digits(20)
        return f"{land}{digits[:2]} " + " ".join(digits[n : n + 4] for n in range(2, 20, 4))
