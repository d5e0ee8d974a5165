"""The bar that says that what is shown may be old; gone when all is well."""

from kivy.properties import NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall_display.notice import Banner


class BannerBar(BoxLayout):
    """Two lines of plain words on a warm ground; transparent and empty without a banner."""

    factor = NumericProperty(1.0)
    zh = StringProperty()
    en = StringProperty()

    def show(self, banner: Banner | None) -> None:
        """Put the banner's words in, or nothing."""
        self.zh, self.en = (banner.zh, banner.en) if banner else ("", "")
