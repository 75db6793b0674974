/// The named classes of characters, as far as they are ASCII.
enum UnicodeClass {
    /// `[:name:]`.
    static let posix: [String: AsciiSet] = [
        "alnum": .letters.union(.digits), "alpha": .letters, "ascii": .all, "blank": AsciiSet([9...9, 32...32]),
        "cntrl": AsciiSet([0...31, 127...127]), "digit": .digits, "graph": AsciiSet([33...126]), "lower": .lower,
        "print": AsciiSet([32...126]), "punct": AsciiSet([33...47, 58...64, 91...96, 123...126]),
        "space": AsciiSet([9...13, 32...32]), "upper": .upper, "word": .word,
        "xdigit": .digits.union(AsciiSet("A"..."F")).union(AsciiSet("a"..."f")),
    ]

    /// The general categories that have ASCII characters, and the scripts: all letters are Latin.
    private static let filled: [String: AsciiSet] = [
        "Any": .all, "C": AsciiSet([0...31, 127...127]), "Cc": AsciiSet([0...31, 127...127]), "L": .letters,
        "Ll": .lower, "Lu": .upper, "Latin": .letters, "N": .digits, "Nd": .digits, "P": punctuation,
        "Pc": of("_"), "Pd": of("-"), "Pe": of(")]}"), "Po": of("!\"#%&'*,./:;?@\\"), "Ps": of("([{"),
        "S": of("$+<=>^`|~"), "Sc": of("$"), "Sk": of("^`"), "Sm": of("+<=>|~"), "Z": of(" "), "Zs": of(" "),
        "Common": AsciiSet.letters.inverted,
    ]

    private static let punctuation = of("_-)]}!\"#%&'*,./:;?@\\([{")

    /// Categories and scripts without ASCII characters.
    private static let empty: Set<String> = Set(
        """
        Cf Co Cs Lm Lo Lt M Mc Me Mn Nl No Pf Pi So Zl Zp
        Arabic Armenian Balinese Bengali Bopomofo Braille Buginese Buhid Canadian_Aboriginal Cherokee Coptic Cuneiform
        Cypriot Cyrillic Deseret Devanagari Ethiopic Georgian Glagolitic Gothic Greek Gujarati Gurmukhi Han Hangul
        Hanunoo Hebrew Hiragana Inherited Kannada Katakana Kharoshthi Khmer Lao Limbu Linear_B Malayalam Mongolian
        Myanmar New_Tai_Lue Nko Ogham Old_Italic Old_Persian Oriya Osmanya Phags_Pa Phoenician Runic Shavian Sinhala
        Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tamil Telugu Thaana Thai Tibetan Tifinagh Ugaritic Yi
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    private static func of(_ characters: String) -> AsciiSet {
        AsciiSet(characters.unicodeScalars.map { $0.value...$0.value })
    }

    /// What `\p{name}` stands for; nil where there is no such class.
    static func set(named name: String) -> AsciiSet? { filled[name] ?? (empty.contains(name) ? AsciiSet.none : nil) }
}
