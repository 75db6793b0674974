@main
struct ProtocolGen {
    static func main() {}
}
