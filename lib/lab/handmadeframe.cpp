// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/handmadeframe.h"

#include <algorithm>

namespace sonde {

QByteArray bytesOf(const HandMadeFrame &frame)
{
    FrameHead head =
        maskedFrameHead(Opcode(frame.opcode & 0x0f), frame.claimedLength.value_or(frame.payload.size()), frame.isFinal);
    head.reserved = frame.reserved;
    head.isMasked = frame.isMasked;
    head.lengthForm = frame.lengthForm.value_or(shortestLengthForm(std::max<qint64>(head.payloadSize, 0)));
    if (head.payloadSize < 0)
        head.lengthForm = LengthForm::Long;
    QByteArray bytes;
    appendFrame(bytes, head, frame.payload);
    bytes.chop(frame.cutOff);
    return bytes;
}

LabScript inFragments(const Message &message, const Fragmentation &how)
{
    LabScript script;
    const qsizetype count = std::max(how.count, 1);
    for (qsizetype i = 0; i < count; ++i) {
        const qsizetype from = message.payload.size() * i / count;
        const qsizetype to = message.payload.size() * (i + 1) / count;
        const bool isLast = i == count - 1;
        script << WriteBytes{bytesOf({.isFinal = isLast,
                                      .opcode = quint8(i == 0 ? message.opcode : Opcode::Continuation),
                                      .payload = message.payload.sliced(from, to - from)})};
        if (isLast)
            break;
        if (how.pingBetween)
            script << WriteBytes{bytesOf({.opcode = quint8(Opcode::Ping), .payload = *how.pingBetween})};
        if (how.pause.count() > 0)
            script << Pause{how.pause};
    }
    return script;
}

} // namespace sonde
