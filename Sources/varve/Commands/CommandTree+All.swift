extension CommandTree {
    /// Every command, in the order of the help.
    static let all: CommandTree = CommandTree(commands: [
        .serve, .produce, .consume, .tail,
        .topicList, .topicCreate, .topicDescribe, .topicAlter, .topicDelete, .topicAddPartitions, .topicTrim,
        .groupList, .groupDescribe, .groupSeek, .groupSkip, .groupDelete, .lag, .offsets,
        .txnList, .txnDescribe, .txnAbort, .configGet, .configSet, .configExplain,
        .logLs, .logDump, .logVerify, .logAdopt,
        .benchProduce, .benchConsume, .benchEndToEnd, .benchAppend, .benchRead,
        .wireCheck, .wireDecode, .errcode, .profileList, .completion, .version,
    ])
}
