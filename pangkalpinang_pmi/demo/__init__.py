"""The demo city (contract §4, §5): made by the same deeds as the pages use, every state inhabited, nobody real."""
