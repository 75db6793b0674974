import Binary
import Metadata
import Quorum
import Records
import World

extension ControlPlane {
    /// Reads the directory, and formats it first where it is empty or missing; blocks on the disk.
    ///
    /// - Throws: `ControlError`, `DiskError`, `QuorumError` or `MetadataError`; all say in one line what to do.
    public static func open(_ options: ControlOptions, _ world: ControlWorld) throws -> ControlPlane {
        let isNew = ControlDirectory.isUnformatted(world.disk, options.directory)
        if isNew { try format(options, world) }
        let (directory, contents) = try ControlDirectory.open(world.disk, options.directory)
        if let wanted = options.nodeId, wanted != contents.properties.nodeId {
            throw ControlError(
                .mismatch, options.directory,
                "belongs to node \(contents.properties.nodeId), not \(wanted); leave node.id out or take that one")
        }
        if let tail = contents.cutTail {
            world.events.emit(
                Event(
                    .warning, "control.tail-cut",
                    "the metadata log ended with an unfinished write at offset \(tail.offset); it was kept in "
                        + "\(tail.path) and cut off"))
        }
        return try ControlPlane(
            options: options, world: world, directory: directory, contents: contents, isNew: isNew)
    }

    private static func format(_ options: ControlOptions, _ world: ControlWorld) throws {
        let properties = MetaProperties(
            clusterId: options.clusterId ?? Uuid.random(using: world.random.next).description,
            nodeId: options.nodeId ?? 1, directoryId: Uuid.random(using: world.random.next))
        // bootstrap.checkpoint has the features only; settings are the controller's.
        let features = Controller.bootstrapRecords().filter { record in
            switch record {
            case .featureLevel: true
            default: false
            }
        }
        let format = ControlDirectory.Format(
            properties: properties, endpoint: options.quorumEndpoint, bootstrap: features)
        try ControlDirectory.format(world.disk, options.directory, as: format, at: world.clock.wall)
    }
}
