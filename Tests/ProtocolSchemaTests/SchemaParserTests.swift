import ProtocolSchema
import Testing

@Test func theNotationIsRead() throws {
    let schema = try Schema(
        parsing: """
            # a section
            api 7 Thing
            request versions=1-4 flexible=3+ listeners=controller,broker latest-unstable
              Name string v2+ nullable=3+ default=null key is=topicName
              Parts [Part]
                Index int32 default=0x7f
                Leader Node v4+ tag=0:4+
                  Id int32
              Late int64 tag=1:3+
              Shared [Node] v0-2
              struct Other
                X uuid
            response versions=1-4 flexible=3+
              Text string default= flexible=none

            # kafka-metadata
            metadata EmptyRecord id=3 versions=0 flexible=0+
            """)
    #expect(schema.messages.map(\.name) == ["ThingRequest", "ThingResponse", "EmptyRecord"])
    let request = schema.messages[0]
    #expect(request.id == 7 && request.listeners == ["controller", "broker"] && request.latestUnstable)
    #expect(request.fields.map(\.name) == ["Name", "Parts", "Late", "Shared"])
    #expect(request.fields.map(\.versions.description) == ["2-4", "1-4", "3-4", "1-2"])
    #expect(request.fields[0].nullable.description == "3-4" && request.fields[0].defaultsToNull)
    #expect(request.fields[2].tag == 1 && request.fields[2].tagged == Versions(first: 3, last: 4))
    #expect(request.structures.map(\.name) == ["Part", "Node", "Other"])
    #expect(request.structures.map(\.versions.description) == ["1-4", "1-4", "none"])
    #expect(request.structure("Part")?.fields.map(\.versions.description) == ["1-4", "4"])
    #expect(schema.messages[1].fields[0].defaultText == "" && schema.messages[1].fields[0].flexible == Versions.none)
    #expect(schema.messages[2].kind == .metadata && schema.messages[2].section == "kafka-metadata")
}

@Test(arguments: [
    ("nonsense X versions=0", "line 1: unknown entry nonsense"),
    ("data X versions=0-", "line 1: illegal versions 0-"),
    ("data X versions=0\n    Deep int32", "line 2: unexpected indentation of 4"),
    ("data X versions=0\n  A int24", "line 2: unknown type int24"),
    ("data X versions=0\n  A int32 tag=1", "line 2: illegal tag 1"),
    ("request versions=0", "line 1: request outside an api"),
])
func whatIsNotTheNotationIsNamed(text: String, reason: String) {
    do {
        _ = try Schema(parsing: text)
        Issue.record("\(text) was read")
    } catch {
        #expect("\(error)" == reason)
    }
}
