import Binary
import Records
import Testing

@testable import varve

@Suite struct RecordFormatTests {
    /// Records of every awkward kind.
    static let samples: [InputRecord] = [
        InputRecord(timestamp: 1_357_034_400_000, key: Array("N14228".utf8), value: Array("517, \"EWR\"".utf8)),
        InputRecord(timestamp: -1, key: nil, value: []),
        InputRecord(timestamp: 0, key: [], value: nil),
        InputRecord(
            timestamp: 1, key: [0xff, 0x00, 0x0a, 0x09], value: [0xc3, 0x28],
            headers: [
                .init(key: Array("trace".utf8), value: [1, 2, 0xfe]), .init(key: Array("é".utf8), value: nil),
                .init(key: [], value: Array("\n".utf8)),
            ]),
        InputRecord(timestamp: 9, key: Array("\u{1f6eb}\u{1}".utf8), value: Array(repeating: 0x78, count: 70_000)),
    ]

    /// What a consumer writes of `records`.
    func written(_ format: String, _ records: [InputRecord] = samples) throws -> [UInt8] {
        var builder = RecordBatchBuilder()
        builder.baseOffset = 40
        for record in records {
            var headers = RecordHeaderList()
            for header in record.headers {
                if let value = header.value {
                    headers.append(header.key.span.bytes, value.span.bytes)
                } else {
                    headers.append(header.key.span.bytes, nil)
                }
            }
            try append(record, headers, to: &builder)
        }
        try builder.seal()
        let format = try RecordFormat(format)
        var output = BinaryWriter()
        guard let batch = RecordBatch(builder.bytes) else { return [] }
        var context = RecordContext(topic: "flights", partition: 3)
        context.highWatermark = 45
        var walk = RecordIterator(batch.header, batch.payload)
        while let record = walk.next() {
            format.write(record, of: batch.header, context, to: &output)
            context.index += 1
        }
        return output.array()
    }

    func append(
        _ record: InputRecord, _ headers: borrowing RecordHeaderList, to builder: inout RecordBatchBuilder
    ) throws {
        let (key, value) = (record.key ?? [], record.value ?? [])
        try builder.append(
            timestamp: record.timestamp ?? -1, key: record.key == nil ? nil : key.span.bytes,
            value: record.value == nil ? nil : value.span.bytes, encodedHeaders: headers.bytes)
    }

    func read(_ format: String, _ input: [UInt8]) throws -> [InputRecord] {
        var reader = try RecordReader(RecordFormat(format), RecordInput(input))
        var records: [InputRecord] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    @Test func whatIsWrittenComesBack() throws {
        let formats = [
            "json", "jsonl",
            "%K{big32}%k%V{big32}%v%H{big32}%h{%K{big32}%k%V{big32}%v}%d{big64}",
            "%d %K %k %V %v %H %h{%K:%k,%V:%v;}\\n", "%d{little64}%k{hex}\\n%v{hex}\\n%h{%k{hex}=%v{hex} }\\n",
            "%d{hex64}%k{base64} %v{base64} %h{%k{base64}:%v{base64},}\\x00",
            "%K{hex32}%k{hex}%V{hex32}%v{base64}%d %H{hex8}%h{%K{hex8}%k%V{hex8}%v}",
        ]
        for format in formats {
            let back = try read(format, written(format))
            #expect(back == RecordFormatTests.samples, "\(format)")
        }
        // Of texts the forms for texts suffice, and the last line break may be missing.
        let texts = [InputRecord(key: Array("a\"b".utf8), value: nil), InputRecord(key: nil, value: Array("x".utf8))]
        let lines = try written("%k{json} %v{json}\\n", texts)
        #expect(lines == Array("\"a\\\"b\" null\nnull \"x\"\n".utf8))
        #expect(try read("%k{json} %v{json}\\n", lines.dropLast()) == texts)
    }

    @Test func everyLetterWrites() throws {
        let first = [RecordFormatTests.samples[0]]
        let expectations = [
            ("%t/%p/%o %%%{%}", "flights/3/40 %{}"), ("%T %K %V %H", "7 6 10 0"), ("%k=%v\\n", "N14228=517, \"EWR\"\n"),
            ("%d{iso} %d{strftime[%F %T]}", "2013-01-01T10:00:00.000Z 2013-01-01 10:00:00"),
            ("%a %a{compression} %a{timestamp-type} %a{transactional-bit}", "0 none CreateTime 0"),
            ("%e %x %y %[ %| %] %i", "-1 -1 -1 -1 -1 45 0"), ("%p{hex8}%p{hex4}%p{bool}", "033true"),
            ("%k{unpack[cc>Hs]}", "N 1 13362 28"), ("%v{json}", "\"517, \\\"EWR\\\"\""),
            ("raw", "517, \"EWR\""), ("kv", "N14228\t517, \"EWR\"\n"),
        ]
        for (format, expected) in expectations {
            #expect(try String(decoding: written(format, first), as: UTF8.self) == expected)
        }
        let json =
            #"{"topic":"flights","partition":3,"offset":40,"timestamp":1,"key_base64":"/wAKCQ==","value_base64":"#
        let written = try String(decoding: written("json", [RecordFormatTests.samples[3]]), as: UTF8.self)
        #expect(written.hasPrefix(json) && written.hasSuffix(#"{"key":"","value":"\n"}]}"# + "\n"))
        let dump = try String(decoding: self.written("hexdump", first), as: UTF8.self)
        #expect(dump.contains("00000000  4e 31 34 32 32 38                                 |N14228|"))
    }

    @Test func jsonOfManyHandsIsRead() throws {
        let lines = #"""
            {"value":{"carrier":"UA","delay":2.0}}
            {"key":"\ud83d\udeebé","value":null,"headers":{"a":"b"}, "offset":7}
             {"key":12,"value":[1, "]"],"headers":[{"key":"h","value":null}]}
            {"key":"\ud83dx","value":"\ud83d\u0041"}
            """#
        let expected = [
            InputRecord(value: Array(#"{"carrier":"UA","delay":2.0}"#.utf8)),
            InputRecord(key: Array("\u{1f6eb}é".utf8), headers: [.init(key: [0x61], value: [0x62])]),
            InputRecord(
                key: [0x31, 0x32], value: Array(#"[1, "]"]"#.utf8), headers: [.init(key: [0x68], value: nil)]),
            InputRecord(key: Array("\u{fffd}x".utf8), value: Array("\u{fffd}A".utf8)),
        ]
        #expect(try read("json", Array(lines.utf8)) == expected)
        let wrong = [
            "", "{", "[]", #"{"valeu":1}"#, #"{"value":"a"} x"#, #"{"value":tru}"#, #"{"value":"a" "key":"b"}"#,
            #"{"value":[1}}"#, #"{"value":{"a" "b"}}"#, #"{"value":[1,,2]}"#, #"{"value":inf}"#, #"{"value":0x1}"#,
            "{\"value\":" + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "}",
            #"{"value_base64":"?"}"#, #"{"value":"\x"}"#, #"{"timestamp":"soon","value":""}"#, #"{"value":1,}"#,
        ]
        for line in wrong { #expect(throws: Failure.self, "\(line)") { try read("json", Array((line + "\n").utf8)) } }
    }

    @Test func inputThatDoesNotFitIsNamed() throws {
        let wrong = [
            ("%k %v\\n", "key-without-value"), ("%V{big32}%v", "\u{0}\u{0}\u{0}\u{5}abc"), ("%V %v\\n", "x abc\n"),
            ("%v{hex}\\n", "abc\n"), ("%v{base64}\\n", "abc\n"), ("%d{iso} %v\\n", "yesterday, at noon, as ever x\n"),
            ("%V{bool}%v", "no"), ("%V{3}%v,", "abc;"), ("%v{json}\\n", "abc\n"),
        ]
        for (format, input) in wrong {
            let failure = #expect(throws: Failure.self, "\(format)") { try read(format, Array(input.utf8)) }
            #expect(failure?.code == .failed && failure?.message.hasPrefix("record 1 of the input") == true)
        }
        #expect(try read("%V{3}%v", Array("abcdef".utf8)).map(\.value) == [Array("abc".utf8), Array("def".utf8)])
        let times = ["1357034400000", "2013-01-01T10:00:00Z", "2013-01-01T10:00:00.000Z", "2013-01-01T11:00+01:00"]
        for time in times {
            #expect(try read("%d\\t%v\\n", Array("\(time)\tx\n".utf8)).first?.timestamp == 1_357_034_400_000)
        }
        #expect(try read("%d:%v\\n", Array("2013:x\n-:y\n-1:z".utf8)).map(\.timestamp) == [2013, -1, -1])
        #expect(try read("%v\\n", Array("a\n\nb".utf8)).map(\.value) == [[0x61], [], [0x62]])
    }

    @Test func wrongFormatsAreRefused() throws {
        for text in [
            "jsno", "plain", "%", "%q", "%k{hexx}", "%p{big7}", "%h", "%h{%p}", "%h{%k", "%k{hex", "\\q", "\\x1",
        ] {
            let failure = #expect(throws: Failure.self, "\(text)") { try RecordFormat(text) }
            #expect(failure?.code == .usage)
        }
        #expect(throws: Failure.self) { try RecordFormat("%v{unpack[z]}") }
        for text in [
            "%k%v\\n", "hexdump", "%d{strftime[%F]} %v\\n", "%v{unpack[i]}\\n", "%h{%k=%v }%v\\n", "%h{%k}\\n",
        ] {
            let failure = #expect(throws: Failure.self, "\(text)") { try read(text, [0x61]) }
            #expect(failure?.code == .usage)
        }
    }
}
