import KafkaProtocol
import Records

/// A feature that is to get another level.
public struct FeatureChange: Sendable {
    /// Which way the level may go; the raw value is the wire's.
    public enum Direction: Int8, Sendable {
        case upgrade = 1
        /// Down, unless something would be lost.
        case safeDowngrade = 2
        /// Down, whatever is lost.
        case unsafeDowngrade = 3
    }

    public var feature: String
    public var level: Int16
    /// Nil for a way that the wire does not have.
    public var direction: Direction?

    /// A change.
    public init(feature: String, level: Int16, direction: Direction?) {
        self.feature = feature
        self.level = level
        self.direction = direction
    }
}

extension Controller {
    /// Changes finalised levels: all of them, or none (KIP-584).
    ///
    /// - Parameter kraftVersion: the quorum's own level, which its control records say.
    /// - Returns: nil, or why the first of the changes that cannot be made is refused.
    public func planFeatures(
        _ changes: [FeatureChange], kraftVersion: Int16, validateOnly: Bool
    ) -> Plan<ApiError?> {
        var plan = Plan<ApiError?>(reply: nil)
        var levels = state.features
        levels[Features.kraftVersion] = kraftVersion
        do throws(ApiError) {
            for change in changes {
                try check(change, from: levels[change.feature] ?? 0)
                guard levels[change.feature] ?? 0 != change.level else { continue }
                levels[change.feature] = change.level
                plan.records += records(of: change)
            }
            // Only now are all levels known that others stand on.
            for change in changes { try checkFoundation(of: change.feature, levels) }
        } catch {
            return Plan(
                reply: ApiError(
                    error.code,
                    "The update failed for all features since the following feature had an error: "
                        + (error.message ?? "")))
        }
        if validateOnly { plan.records = [] }
        return plan
    }

    private func check(_ change: FeatureChange, from current: Int16) throws(ApiError) {
        func refused(_ reason: String) -> ApiError {
            ApiError(
                .invalidUpdateVersion,
                "Invalid update version \(change.level) for feature \(change.feature). \(reason)")
        }
        guard let direction = change.direction else {
            throw refused("The controller does not support the given upgrade type.")
        }
        guard change.level >= 0 else { throw refused("A feature version cannot be less than 0.") }
        let supported = Features.supported.first { $0.name == change.feature }
        guard let levels = supported?.levels else {
            throw refused("Local controller \(settings.nodeId) does not support this feature.")
        }
        guard levels.contains(change.level) else {
            throw refused(
                "Local controller \(settings.nodeId) only supports versions "
                    + "\(levels.lowerBound)-\(levels.upperBound)")
        }
        if change.level < current {
            guard direction != .upgrade else {
                throw refused(
                    "Can't downgrade the version of this feature without setting the upgrade type to either safe or "
                        + "unsafe downgrade.")
            }
            try checkDowngrade(change, from: current, refused)
        } else if change.level > current {
            guard direction == .upgrade else { throw refused("Can't downgrade to a newer version.") }
            // The quorum's records change with it, and all voters have to take part.
            guard change.feature != Features.kraftVersion else {
                throw refused("This release cannot upgrade the version of this feature.")
            }
        }
    }

    private func checkDowngrade(
        _ change: FeatureChange, from current: Int16, _ refused: (String) -> ApiError
    ) throws(ApiError) {
        switch change.feature {
        case Features.kraftVersion:
            throw refused("Can't downgrade the version of this feature.")
        case MetadataVersion.feature:
            // Kafka finds every downgrade from this level unsafe, and supports none that is.
            let reason =
                change.direction == .unsafeDowngrade
                ? "Unsafe metadata downgrade is not supported in this version."
                : "Refusing to perform the requested downgrade because it might delete metadata information."
            throw ApiError(
                .invalidUpdateVersion,
                "Unsupported metadata.version downgrade from \(current) to \(change.level). \(reason)")
        default:
            break
        }
    }

    /// A level that needs newer records than the finalised metadata.version has would write what others cannot read.
    private func checkFoundation(of feature: String, _ levels: [String: Int16]) throws(ApiError) {
        let supported = Features.supported.first { $0.name == feature }
        guard let least = supported?.leastMetadataVersion, levels[feature] ?? 0 > 0 else { return }
        guard levels[MetadataVersion.feature] ?? 0 >= least.level else {
            throw ApiError(
                .invalidUpdateVersion,
                "Invalid update version \(levels[feature] ?? 0) for feature \(feature). It needs "
                    + "\(MetadataVersion.feature) \(least.level).")
        }
    }

    private func records(of change: FeatureChange) -> [MetadataRecord] {
        var record = FeatureLevelRecord()
        record.name = change.feature
        record.featureLevel = change.level
        guard change.feature == Features.eligibleLeaderReplicas else { return [.featureLevel(record)] }
        guard change.level == 0 else { return minimumForAll() + [.featureLevel(record)] }
        // What was eligible by the rules of the level before means nothing after it.
        return [.featureLevel(record), .clearElr(ClearElrRecord())]
    }

    /// Who is eligible depends on `min.insync.replicas`, which then has to be the same for all brokers: a record for the
    /// cluster, and none for single brokers.
    private func minimumForAll() -> [MetadataRecord] {
        let name = "min.insync.replicas"
        func record(_ resource: ConfigResource, _ value: String?) -> MetadataRecord {
            var record = ConfigRecord()
            record.resourceType = resource.type
            record.resourceName = resource.name
            record.name = name
            record.value = value
            return .config(record)
        }
        var records: [MetadataRecord] = []
        if state.configs[.cluster]?[name] == nil {
            records.append(record(.cluster, settings.started(name) ?? "1"))
        }
        for resource in state.configs.keys.sorted()
        where resource.type == ConfigResource.cluster.type && resource != .cluster {
            if state.configs[resource]?[name] != nil { records.append(record(resource, nil)) }
        }
        return records
    }
}
