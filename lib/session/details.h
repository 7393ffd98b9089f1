// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"

namespace sonde {

/// What a record's detail column holds: a JSON object for each kind of event. Its member "text" is a sentence for a
/// person, in the language of the interface at that time; the others are facts. The README lists them.
[[nodiscard]] QByteArray attemptDetail(const QUrl &url, int attempt);
[[nodiscard]] QByteArray handshakeDetail(const Handshake &handshake);
[[nodiscard]] QByteArray closeDetail(const Ending &ending);
[[nodiscard]] QByteArray failureDetail(const Failure &failure);
[[nodiscard]] QByteArray retryDetail(std::chrono::milliseconds wait, int attempt);
/// `hidesPayload` tells that only the header is in the record.
[[nodiscard]] QByteArray frameDetail(const WireFrame &frame, bool hidesPayload);
[[nodiscard]] QByteArray noticeDetail(const Error &notice);
/// Of a message that went compressed.
[[nodiscard]] QByteArray messageDetail(qint64 compressedSize, qint64 message);
/// Of a message whose payload is in a file, and not in the capture.
[[nodiscard]] QByteArray fileDetail(const PayloadFile &file);
[[nodiscard]] QByteArray roundTripDetail(std::chrono::microseconds roundTrip);

/// `1001 Going Away "restarting", closed by the server`
[[nodiscard]] QString closeSentence(const Ending &ending);
/// What the frame is that `bytes` begin, of which `size` went over the wire: "Text, more to come, masked, 5 bytes of
/// payload".
[[nodiscard]] QString frameSentence(QByteArrayView bytes, qint64 size);
[[nodiscard]] QString opcodeName(Opcode opcode); ///< As RFC 6455 section 11.8 has it.
/// Where on its way a connection was, as a word for a person.
[[nodiscard]] QString stepName(Step step);
/// "1.25 ms", with as many digits as are worth reading.
[[nodiscard]] QString durationText(std::chrono::microseconds duration);

} // namespace sonde
