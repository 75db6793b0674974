extension CommandTree {
    /// Every command, in the order of the help.
    static let all = CommandTree(commands: [
        .serve, .produce, .topicList, .topicCreate, .topicDescribe, .topicAlter, .topicDelete, .topicAddPartitions,
        .topicTrim,
        .groupList, .groupDescribe, .groupSeek, .groupDelete, .lag, .offsets, .configGet, .configSet,
        .benchProduce, .benchConsume, .benchEndToEnd, .wireCheck, .wireDecode, .version,
    ])
}
