// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>

class QIODevice;

namespace sonde {

/// Writes to a device through a buffer, and remembers the first failure, so that not every write must be checked.
class Output final
{
public:
    explicit Output(QIODevice &device);

    void write(QByteArrayView bytes);
    /// UTF-8 as the inside of a JSON string.
    void writeEscaped(QByteArrayView utf8);
    /// Base64 of bytes; those of several calls fit together where all but the last have a multiple of 3 bytes.
    void writeBase64(QByteArrayView bytes);
    /// `"text"` as JSON.
    void writeJsonString(QByteArrayView utf8);

    /// Hands everything to the device.
    [[nodiscard]] Result<> flush();
    [[nodiscard]] bool hasFailed() const { return m_failed; }
    [[nodiscard]] Result<> status() const;

private:
    void drain();
    void hand(QByteArrayView bytes);

    QIODevice &m_device;
    QByteArray m_buffer;
    bool m_failed = false;
};

} // namespace sonde
