"""Made-up company names, places and spellings. Every name is invented."""

import random
from collections.abc import Iterable

FIRST = (
    *("Alderbrook", "Amberfield", "Ashdown", "Barley Mill", "Beacon Hill", "Birchwood"),
    *("Blackwater", "Bramble", "Bridgewell", "Brookhaven", "Calder", "Cedar Fork"),
    *("Clearwater", "Cobblestone", "Coldspring", "Cranmoor", "Dunmore", "Eastgate"),
    *("Elmhurst", "Fairhaven", "Fallow Creek", "Fernhill", "Foxglove", "Garnet"),
    *("Glenrock", "Granary", "Greystone", "Halden", "Harrow Lane", "Hawthorn"),
    *("Hazelmere", "Heron Bay", "Highmoor", "Hollowbrook", "Ironwood", "Juniper"),
    *("Kestrel", "Kingsferry", "Lakemont", "Larkspur", "Linden", "Longmeadow"),
    *("Maplecroft", "Merrow", "Millrace", "Northgate", "Oakridge", "Old Quarry"),
    *("Orchard Park", "Pinefield", "Quillan", "Redfern", "Ridgeway", "Rosemont"),
    *("Saltmarsh", "Sandpiper", "Silverton", "Stonebridge", "Summerhill", "Tamarack"),
    *("Thistledown", "Underhill", "Vale", "Wexcombe", "Whitethorn", "Willowbank"),
)
LAST = {
    "Healthcare": ("Clinic", "Family Practice", "Dental", "Care Homes", "Physiotherapy",
                   "Eye Centre", "Medical Group", "Hospice"),
    "Manufacturing": ("Tooling", "Plastics", "Metalworks", "Packaging", "Controls", "Textiles",
                      "Foods", "Bearings"),
    "Law": ("Law", "Legal", "Solicitors", "& Finch LLP", "& Rowe Attorneys", "Law Group",
            "& Sons Law", "Notaries"),
    "Financial services": ("Wealth", "Insurance Brokers", "Accountants", "Credit Union",
                           "Advisers", "Tax", "Payroll", "Mortgages"),
    "Construction": ("Builders", "Roofing", "Electrical", "Paving", "Joinery", "Contracting",
                     "Plumbing", "Civil Works"),
    "Non-profit and education": ("Trust", "School", "Community Fund", "College", "Museum",
                                 "Food Bank", "Theatre", "Academy"),
    "Real estate": ("Properties", "Estates", "Lettings", "Realty", "Homes", "Land",
                    "Property Care", "Developments"),
    "Retail": ("Outfitters", "Books", "Garden Centre", "Grocers", "Furniture", "Cycles",
               "Pharmacy Shop", "Pet Supply"),
}  # fmt: skip
MISSPELT = {
    "Manufacturing": ("Manufacturng", "manufactoring", "Mfg."),
    "Financial services": ("Finacial services", "Financial servces"),
    "Construction": ("Constuction", "Contruction"),
    "Non-profit and education": ("Non profit & eduction", "Nonprofit / education"),
    "Real estate": ("Realestate", "Real estaet"),
    "Retail": ("Retial", "Reatil"),
}
TOWNS = {
    "Alder Point": 2,
    "Carrow": 9,
    "Eastmere": 14,
    "Fenwick Falls": 22,
    "Westhaven": 38,
}
MANAGERS = ("Dana Whitlock", "Imran Sayed", "Lucy Marchetti", "Tom Okafor")
MAIL_SYSTEMS = ("Hosted Exchange", "Google Workspace", "Own mail server")
TITLES = ("Owner", "Office manager", "Operations director", "Finance director", "IT manager")
SOURCES = ("Website", "Cold call", "Trade fair", "Partner", "Search advertising")


class Names:
    """Hands out company names, each one once."""

    def __init__(self, rng: random.Random, taken: Iterable[str] = ()) -> None:
        self._rng = rng
        self._used = set(taken)

    def take(self, industry: str) -> str:
        while True:
            name = f"{self._rng.choice(FIRST)} {self._rng.choice(LAST[industry])}"
            if name not in self._used:
                self._used.add(name)
                return name


def website(name: str) -> str:
    """A web address under .example, which nobody can own."""
    kept = "".join(c if c.isalnum() else " " for c in name.lower())
    return "-".join(kept.split()) + ".example"
