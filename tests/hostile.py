"""Text as it may stand in a file, and must stand on the screen."""

TEXT = (
    "![](http://evil.example/x.png) [link](http://evil.example) <img src=x> http://evil.example "
    "**bold** :red[red] :material/home: :smile: $x^2$ `code` www.evil.example a@evil.example"
)
