import Binary

extension Uuid {
    /// 36 characters of hexadecimal digits and dashes, as Java prints a UUID: the end of every member id.
    var hexText: String {
        var text = ""
        for (index, shift) in stride(from: 60, through: 0, by: -4).enumerated() {
            if index == 8 || index == 12 { text += "-" }
            text += String(high >> UInt64(shift) & 0xf, radix: 16)
        }
        for (index, shift) in stride(from: 60, through: 0, by: -4).enumerated() {
            if index == 0 || index == 4 { text += "-" }
            text += String(low >> UInt64(shift) & 0xf, radix: 16)
        }
        return text
    }
}
