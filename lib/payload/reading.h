// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payloadbytes.h"

#include <QList>

#include <optional>

namespace sonde {

class WorkControl;

/// What bytes can be read as.
enum class PayloadFormat { AsSent, Json, Xml, Gzip, Zlib, Deflate, MessagePack, Cbor, Image };

/// The format's name as its users write it, such as "MessagePack".
[[nodiscard]] QString formatName(PayloadFormat format);

/// How a text is set out in lines.
enum class LineLayout { Text, Json, Xml };

/// A payload, understood.
struct Reading
{
    /// What it was read as, from the outside in, such as gzip and then JSON; empty where it is shown as sent.
    QList<PayloadFormat> formats;
    PayloadBytes content; ///< Decompressed, otherwise as sent.
    PayloadBytes text; ///< The content, or what tells it in UTF-8: MessagePack and CBOR in diagnostic notation.
    LineLayout layout = LineLayout::Text;
    qint64 invalidAt = -1; ///< Offset of the content's first byte that is no UTF-8.
    QString note; ///< What a person should know, a sentence; empty where there is nothing.

    [[nodiscard]] bool isText() const { return invalidAt < 0; }
    [[nodiscard]] bool isImage() const { return !formats.isEmpty() && formats.last() == PayloadFormat::Image; }
    /// Whether there is anything to set out but the bytes themselves.
    [[nodiscard]] bool isReadable() const { return isText() || layout != LineLayout::Text; }
};

/// Reads `payload` as `format`, or as what it looks like where that is not given. What was compressed is looked at again.
/// A format that does not fit leaves the payload as sent, with a note.
[[nodiscard]] Reading readPayload(const PayloadBytes &payload, std::optional<PayloadFormat> format,
                                  WorkControl &control);

/// Whether `bytes` begin with the signature of a PNG, JPEG, GIF, WebP or BMP image.
[[nodiscard]] bool hasImageSignature(QByteArrayView bytes);

/// Offset of the first byte that is no UTF-8; -1 where all are, or the work was cancelled.
[[nodiscard]] qint64 invalidUtf8(QByteArrayView bytes, WorkControl &control);

} // namespace sonde
