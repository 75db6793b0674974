@main
struct Varve {
    static func main() {}
}
