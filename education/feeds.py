from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from education import findable
from education.models.fact import fill


class ArticleFeed(Feed):
    """New and renewed articles, for whoever wants to hear of them without asking us who he is."""

    feed_type = Atom1Feed
    title = "Bacaan baru · Lindungi PMI Pangkalpinang"
    subtitle = "Berangkat aman, minta tolong, dan pulang selamat."
    language = "id"
    link = "/edukasi/"
    feed_url = f"{settings.SITE_URL}/edukasi.atom"

    def items(self):
        return list(findable.newest_articles())

    def item_title(self, article):
        return fill(article.title)

    def item_description(self, article):
        return fill(article.summary)

    def item_link(self, article):
        return findable.absolute(article)

    def item_guid(self, article):
        return findable.absolute(article)

    def item_pubdate(self, article):
        return article.first_published_at

    def item_updateddate(self, article):
        return article.last_published_at
