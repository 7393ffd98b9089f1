// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMaskGenerator>
#include <QRandomGenerator>

namespace sonde {

/// Masks from the system's random source, as RFC 6455 section 10.3 asks. QWebSocket also draws the handshake's key from
/// it, with the first four calls, which is how the key becomes known here.
class KeyRecorder final : public QMaskGenerator
{
public:
    bool seed() noexcept override { return true; }

    quint32 nextMask() noexcept override
    {
        // QWebSocket takes a mask of 0 for none.
        quint32 mask = 0;
        while (mask == 0)
            mask = QRandomGenerator::system()->generate();
        if (m_key.size() < KeySize)
            m_key.append(reinterpret_cast<const char *>(&mask), sizeof mask);
        return mask;
    }

    /// Sec-WebSocket-Key; empty until it was drawn.
    [[nodiscard]] QByteArray key() const { return m_key.size() < KeySize ? QByteArray() : m_key.toBase64(); }

private:
    static constexpr qsizetype KeySize = 16;
    QByteArray m_key;
};

} // namespace sonde
