import Metadata
import Quorum
import Records
import World

extension ControlPlane {
    /// Reads the metadata of a directory, and makes it first where there is none; blocks on the disk.
    ///
    /// - Throws: `ControlError`, `DiskError`, `QuorumError` or `MetadataError`; all say in one line what to do.
    public static func open(_ options: ControlOptions, _ world: ControlWorld) throws -> ControlPlane {
        let isNew = try ControlDirectory.isUnformatted(world.disk, options.directory)
        if isNew { try format(options, world) }
        let (directory, contents) = try ControlDirectory.open(
            world.disk, options.directory, of: options.properties)
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
        // bootstrap.checkpoint has the features only; settings are the controller's.
        let features = Controller.bootstrapRecords().filter { record in
            switch record {
            case .featureLevel: true
            default: false
            }
        }
        try ControlDirectory.format(
            world.disk, options.directory, for: options.properties, endpoint: options.quorumEndpoint,
            bootstrap: features, at: world.clock.wall)
    }
}
