import Glibc

@main
struct Varve {
    static func main() {
        // A reader that went away is no failure: writes then answer EPIPE, and Output ends the process with 0.
        signal(SIGPIPE, SIG_IGN)
        exit(CommandTree.all.run(Array(CommandLine.arguments.dropFirst())))
    }
}
