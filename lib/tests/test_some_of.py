from lib.some_of import some_of


def test_a_few_are_named_and_the_rest_is_counted():
    words = ["alamat", "NIK", "visa"]
    assert some_of(words, 3) == "alamat, NIK, visa"
    assert some_of(words, 1) == "alamat, dan 2 lagi"
    assert some_of([], 3) == ""
