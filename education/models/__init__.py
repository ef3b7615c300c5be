from education.models.contact import EmergencyContact, contacts_by_country
from education.models.fact import Fact
from education.models.feedback import PageFeedback
from education.models.pages import ArticlePage, EmergencyPage, HomePage, SectionPage

__all__ = [
    "ArticlePage",
    "EmergencyContact",
    "EmergencyPage",
    "Fact",
    "HomePage",
    "PageFeedback",
    "SectionPage",
    "contacts_by_country",
]
