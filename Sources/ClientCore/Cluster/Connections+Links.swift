import KafkaProtocol
import KafkaWire
import World

/// Links.
extension Connections {
    func link(_ number: Int) -> Link? {
        number >= 0 && number < links.count ? links[number] : nil
    }

    /// The link to a place, opened when there is none; not before its backoff is over.
    mutating func link(at place: Place, now: Instant) -> Link {
        if let number = byPlace[place], let link = links[number] { return link }
        let number = links.firstIndex { $0 == nil } ?? links.count
        if number == links.count { links.append(nil) }
        let link = Link(number: number, place: place, wire: WireConnection(options: options.wire))
        links[number] = link
        byPlace[place] = number
        if let backoff = backoffs[place.address], backoff.until > now {
            link.isAsleep = true
            link.deadline = backoff.until
        } else {
            wake(link, now: now)
        }
        return link
    }

    mutating func wake(_ link: Link, now: Instant) {
        link.isAsleep = false
        link.deadline = now.advanced(milliseconds: options.connectTimeout)
        commands.append(.connect(link: link.number, address: link.place.address))
    }

    /// Sends what waits, in order, where the link is ready.
    mutating func flush(_ link: Link, now: Instant) {
        guard link.wire.phase == .ready, !link.waiting.isEmpty, now >= link.throttledUntil else { return }
        let waiting = link.waiting
        link.waiting.removeAll()
        for entry in waiting { transmit(entry, on: link) }
    }

    mutating func transmit(_ entry: Waiting, on link: Link) {
        let request = entry.request
        do throws(WireError) {
            try link.wire.send(
                request.message, token: request.token, deadline: entry.deadline, atMost: request.versionLimit,
                expectsReply: request.expectsReply)
            if !request.expectsReply { link.unconfirmed.append(request.token) }
        } catch {
            refuse(entry, error, link.place.address)
        }
    }

    mutating func refuse(_ entry: Waiting, _ error: WireError, _ address: SocketAddress) {
        let failure = ClientError(error, at: address)
        replies.append(Reply(token: entry.request.token, version: 0, outcome: .failure(failure)))
    }

    /// The end of a link: its requests fail, and its address is left alone for a while.
    mutating func fail(_ link: Link, _ error: WireError, now: Instant) {
        links[link.number] = nil
        byPlace[link.place] = nil
        commands.append(.close(link: link.number))
        let address = link.place.address
        var backoff = backoffs[address] ?? Backoff(until: now, delay: options.backoff)
        backoff.until = now.advanced(milliseconds: backoff.delay)
        backoff.delay = min(backoff.delay * 2, options.maxBackoff)
        backoffs[address] = backoff
        let failure = ClientError(error, at: address)
        for token in link.wire.takePending() + link.unconfirmed {
            replies.append(Reply(token: token, version: 0, outcome: .failure(failure)))
        }
        for entry in link.waiting { refuse(entry, error, address) }
        guard !unrouted.isEmpty else { return }
        refusals += 1
        nextAddress += 1
        if refusals < anyAddresses.count {
            route(now: now)
        } else {
            refusals = 0
            for entry in unrouted { refuse(entry, error, address) }
            unrouted.removeAll()
        }
    }

    /// What a failure names that belongs to no address.
    var nowhere: SocketAddress { bootstrap.first ?? SocketAddress(host: "no broker", port: 0) }

    /// Addresses for requests to any broker: what the caller named, then what metadata named.
    var anyAddresses: [SocketAddress] { bootstrap + learned.filter { !bootstrap.contains($0) } }

    /// Finds a connection for requests to any broker: one that is ready, else one that is being opened, else a new one.
    mutating func route(now: Instant) {
        guard !unrouted.isEmpty else { return }
        let candidates = links.compactMap { $0 }.filter { $0.place.lane == .main }
        if let ready = candidates.first(where: { $0.wire.phase == .ready }) {
            refusals = 0
            ready.waiting += unrouted
            unrouted.removeAll()
            flush(ready, now: now)
        } else if !candidates.contains(where: { !$0.isAsleep }) {
            let anyAddresses = self.anyAddresses
            guard !anyAddresses.isEmpty else {
                for entry in unrouted { refuse(entry, WireError(.unreachable, "client", "no address given"), nowhere) }
                unrouted.removeAll()
                return
            }
            _ = link(
                at: Place(address: anyAddresses[nextAddress % anyAddresses.count], lane: .main, owner: 0), now: now)
        }
    }
}
