from education.models.contact import EmergencyContact, contacts_by_country
from education.models.fact import Fact
from education.models.feedback import PageFeedback
from education.models.outside_link import OutsideLink
from education.models.pages import ArticlePage, EmergencyPage, HomePage, SectionPage
from education.models.search import SearchEntry, SearchWord
from education.models.start_content import StartContent

__all__ = [
    "ArticlePage",
    "EmergencyContact",
    "EmergencyPage",
    "Fact",
    "HomePage",
    "OutsideLink",
    "PageFeedback",
    "SearchEntry",
    "SearchWord",
    "SectionPage",
    "StartContent",
    "contacts_by_country",
]
