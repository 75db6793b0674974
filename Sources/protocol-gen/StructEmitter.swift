import ProtocolSchema

/// Prints one struct: its properties, how it is read and how it is written.
struct StructEmitter {
    let message: Message
    let fields: [Field]
    /// The versions in which this struct occurs.
    let versions: Versions

    /// Whether the message has tag sections in the version at hand.
    private var flexible: Test { Test(message.flexible, in: versions) }
    /// How generated code says so.
    private var flexibleText: String {
        if case .when = flexible { return "flexible" }
        return flexible.expression
    }
    private var taggedFields: [Field] {
        fields.filter { $0.tag != nil && !$0.tagged.isEmpty }.sorted { ($0.tag ?? 0) < ($1.tag ?? 0) }
    }

    func emitProperties(_ out: inout Printer) {
        for field in fields where !field.versions.isEmpty {
            if let remark = remark(field) { out.line("/// \(remark)") }
            let optional = isOptional(field) ? "?" : ""
            out.line(
                "public var \(Naming.property(field.name)): \(Naming.type(field.type))\(optional)"
                    + " = \(Naming.defaultValue(field))")
        }
    }

    /// In which versions the field exists and may be null, where that is not all or none of them.
    private func remark(_ field: Field) -> String? {
        var parts: [String] = []
        if field.versions != versions { parts.append("Versions \(open(field.versions)).") }
        if !field.nullable.isEmpty, field.nullable != field.versions {
            parts.append("Nil only in versions \(open(field.nullable)).")
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private func open(_ range: Versions) -> String {
        let reachesEnd = range.last == message.versions.last
        return (reachesEnd ? Versions(first: range.first, last: Versions.open) : range).description
    }

    func isOptional(_ field: Field) -> Bool { !field.nullable.isEmpty || field.defaultsToNull }

    /// `var isDefault`, which says whether the struct may be left out of a tag section.
    func emitIsDefault(_ out: inout Printer) {
        let tests = fields.filter { !$0.versions.isEmpty }
            .map { field in "!(" + differs(field) + ")" }
        out.line()
        out.block("var isDefault: Bool") { out in
            for test in tests.dropLast() { out.line("guard \(test) else { return false }") }
            out.line("return \(tests.last ?? "true")")
        }
    }

    /// The expression that tells whether a field has another value than its default.
    private func differs(_ field: Field) -> String {
        let name = Naming.access(field.name)
        if field.defaultsToNull { return "\(name) != nil" }
        switch field.type {
        case .bool: return field.defaultText == "true" ? "!\(name)" : name
        case .bytes, .records, .array: return isOptional(field) ? "\(name)?.isEmpty != true" : "!\(name).isEmpty"
        case .structure: return isOptional(field) ? "\(name)?.isDefault != true" : "!\(name).isDefault"
        default: return "\(name) != \(Naming.defaultValue(field))"
        }
    }
}

// Reading.
extension StructEmitter {
    func emitDecode(_ out: inout Printer) {
        out.line()
        out.line("@_lifetime(reader: copy reader)")
        out.block("public init(from reader: inout BinaryReader, version: Int16)") { out in
            emitFlexible(&out)
            emitInline(&out) { field, nullable in
                "\(Naming.access(field.name)) = \(read(field, nullable: nullable, tagged: false))"
            }
            emitTagsRead(&out)
        }
    }

    /// The local `flexible`; never unused, as every tag section asks for it.
    private func emitFlexible(_ out: inout Printer) {
        if case .when(let condition) = flexible { out.line("let flexible = \(condition)") }
    }

    private func emitTagsRead(_ out: inout Printer) {
        emit(&out, when: flexible == .never ? .never : flexible == .always ? .always : .when("flexible")) { out in
            guard !taggedFields.isEmpty else { return out.line("reader.skipTags()") }
            out.line("var tags = reader.unsignedVarint()")
            out.block("while tags > 0, !reader.failed") { out in
                out.line("tags &-= 1")
                out.line("let tag = reader.tag()")
                out.block("switch tag.number") { out in
                    for field in taggedFields {
                        let context = versions.intersection(message.flexible)
                        var guardText = ""
                        if case .when(let condition) = Test(field.tagged, in: context) {
                            guardText = " where \(condition)"
                        }
                        let nullable = Test(field.nullable, in: field.tagged)
                        out.line(
                            "case \(field.tag ?? 0)\(guardText): \(Naming.access(field.name)) = "
                                + read(field, nullable: nullable, tagged: true))
                    }
                    out.line("default: reader.skip(tag.end &- reader.position)")
                }
                out.line("reader.endTag(tag.end)")
            }
        }
    }

    /// The expression that reads a field's value.
    private func read(_ field: Field, nullable: Test, tagged: Bool) -> String {
        if let primitive = Naming.primitive(field.type) { return "reader.\(primitive)()" }
        let compact = compactText(field)
        let null = nullable == .never ? "" : ", nullable: \(nullable.expression)"
        switch field.type {
        case .string: return "reader.string(compact: \(compact)\(null))"
        case .bytes, .records: return "reader.byteArray(compact: \(compact)\(null))"
        case .structure(let name):
            let value = "\(name)(from: &reader, version: version)"
            guard nullable != .never else { return value }
            return "reader.structIsNull(tagged: \(tagged)\(null)) ? nil : \(value)"
        case .array(.structure(let name)):
            let size = max(1, Sizes(message).least(of: name))
            return "reader.array(of: \(name).self, version: version, compact: \(compact)\(null), elementSize: \(size))"
        case .array(let element):
            let array = "reader.\(arrayMethod(element))(compact: \(compact)\(null))"
            return isOptional(field) ? array : array + " ?? []"
        default: return ""
        }
    }
}

// Writing.
extension StructEmitter {
    func emitEncode(_ out: inout Printer) {
        out.line()
        out.block("public func encode(to writer: inout BinaryWriter, version: Int16)") { out in
            emitFlexible(&out)
            emitInline(&out) { field, nullable in write(field, to: "writer", nullable: nullable, tagged: false) }
            emitTagsWrite(&out)
        }
    }

    private func emitTagsWrite(_ out: inout Printer) {
        emit(&out, when: flexible == .never ? .never : flexible == .always ? .always : .when("flexible")) { out in
            guard !taggedFields.isEmpty else { return out.line("writer.unsignedVarint(0)") }
            out.line("var tags: UInt32 = 0")
            for field in taggedFields {
                let context = versions.intersection(message.flexible)
                var condition = differs(field)
                if case .when(let version) = Test(field.tagged, in: context) {
                    condition = "\(version) && \(condition)"
                }
                out.line("let \(hasName(field)) = \(condition)")
                out.line("if \(hasName(field)) { tags &+= 1 }")
            }
            out.line("writer.unsignedVarint(tags)")
            for field in taggedFields { emitTagWrite(field, &out) }
        }
    }

    private func emitTagWrite(_ field: Field, _ out: inout Printer) {
        let nullable = Test(field.nullable, in: field.tagged)
        out.block("if \(hasName(field))") { out in
            if let size = field.type.fixedSize {
                out.line("writer.tag(\(field.tag ?? 0), size: \(size))")
                out.line(write(field, to: "writer", nullable: nullable, tagged: true))
            } else {
                let body = write(field, to: "$0", nullable: nullable, tagged: true)
                out.line("writer.tag(\(field.tag ?? 0)) { \(body) }")
            }
        }
    }

    private func hasName(_ field: Field) -> String {
        "has\(field.name.prefix(1).uppercased())\(field.name.dropFirst())"
    }

    /// The statement that writes a field's value.
    private func write(_ field: Field, to writer: String, nullable: Test, tagged: Bool) -> String {
        let name = Naming.access(field.name)
        if let primitive = Naming.primitive(field.type) { return "\(writer).\(primitive)(\(name))" }
        let compact = compactText(field)
        let null = isOptional(field) ? ", nullable: \(nullable.expression)" : ""
        switch field.type {
        case .string: return "\(writer).string(\(name), compact: \(compact)\(null))"
        case .bytes, .records: return "\(writer).byteArray(\(name), compact: \(compact)\(null))"
        case .structure:
            if isOptional(field) {
                return "\(writer).structure(\(name), version: version, tagged: \(tagged)\(null))"
            }
            return "\(name).encode(to: &\(writer), version: version)"
        case .array(.structure): return "\(writer).array(\(name), version: version, compact: \(compact)\(null))"
        case .array(let element): return "\(writer).\(arrayMethod(element))(\(name), compact: \(compact)\(null))"
        default: return ""
        }
    }
}

// What both need.
extension StructEmitter {
    private func emit(_ out: inout Printer, when test: Test, _ body: (inout Printer) -> Void) {
        switch test {
        case .always: body(&out)
        case .never: break
        case .when(let condition): out.block("if \(condition)", body)
        }
    }

    /// A line for each field that does not stand in the tag section; neighbours of the same versions share one `if`.
    private func emitInline(_ out: inout Printer, _ statement: (_ field: Field, _ nullable: Test) -> String) {
        var rest = fields[...]
        while let first = rest.first {
            let test = inlineTest(first)
            let run = rest.prefix { inlineTest($0) == test }
            rest = rest.dropFirst(run.count)
            emit(&out, when: test) { out in
                for field in run { out.line(statement(field, Test(field.nullable, in: inlineVersions(field)))) }
            }
        }
    }

    /// The versions in which the field stands in the struct itself, not in its tag section.
    private func inlineVersions(_ field: Field) -> Versions {
        if field.tagged.isEmpty { return field.versions }
        return field.versions.intersection(Versions(first: 0, last: field.tagged.first - 1))
    }

    private func inlineTest(_ field: Field) -> Test { Test(inlineVersions(field), in: versions) }

    private func compactText(_ field: Field) -> String {
        guard let override = field.flexible else { return flexibleText }
        return Test(override, in: versions).expression
    }

    private func arrayMethod(_ element: FieldType) -> String {
        element == .string ? "stringArray" : "\(Naming.primitive(element) ?? "")Array"
    }
}
