// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/messagewriter.h"

#include <QLocalSocket>
#include <QSslSocket>

#include <algorithm>

namespace sonde {

namespace {

constexpr qint64 EnoughUnsent = 256 << 10; ///< With so much in the socket nothing more is put there.
constexpr qint64 WriteStep = 128 << 10;

} // namespace

qint64 unsentBytesOf(const QIODevice &device)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&device);
    return device.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

MessageWriter::MessageWriter(qint64 fragmentSize, const std::optional<DeflateParameters> &deflate)
    : m_fragmentSize(fragmentSize)
{
    if (deflate)
        m_deflater = std::make_unique<MessageDeflater>(deflate->clientMaxWindowBits, deflate->clientNoContextTakeover);
}

qint64 MessageWriter::append(const Message &message)
{
    if (!m_deflater) {
        push({message.opcode, 0, message.payload});
        return -1;
    }
    const QByteArray compressed = m_deflater->compress(message.payload);
    push({message.opcode, Rsv1, compressed});
    return compressed.size();
}

void MessageWriter::appendControl(Opcode opcode, const QByteArray &payload)
{
    appendFrame(m_controlFrames, maskedFrameHead(opcode, payload.size()), payload);
}

void MessageWriter::appendClose(const CloseFrame &frame)
{
    push({Opcode::Close, 0, closePayload(frame)});
}

void MessageWriter::dropWaiting()
{
    m_controlFrames.clear();
    if (m_frameLeft == 0) {
        m_items.clear();
        m_waitingBytes = 0;
        return;
    }
    // Of the message under way the rest of its frame must go out, else nothing behind it could be read.
    m_items.erase(m_items.begin() + 1, m_items.end());
    m_items.front().payload.truncate(m_items.front().written + m_frameLeft);
    m_frame.isFinal = true; // so that writeTo() goes on to the next item behind it
    m_waitingBytes = m_frameLeft;
}

void MessageWriter::push(Item item)
{
    m_waitingBytes += item.payload.size();
    m_items.push_back(std::move(item));
}

void MessageWriter::writeTo(QIODevice &device)
{
    while (unsentBytesOf(device) < EnoughUnsent) {
        QByteArray bytes;
        bytes.reserve(std::min(waitingBytes() + qint64(m_items.size()) * MaxFrameHead, WriteStep + MaxFrameHead));
        while (bytes.size() < WriteStep) {
            if (m_frameLeft == 0) {
                bytes += std::exchange(m_controlFrames, {});
                if (m_items.empty())
                    break;
                beginFrame(bytes);
            }
            Item &item = m_items.front();
            const qsizetype size = std::clamp<qint64>(WriteStep + MaxFrameHead - bytes.size(), 0, m_frameLeft);
            const qsizetype before = bytes.size();
            bytes += QByteArrayView(item.payload).sliced(item.written, size);
            applyMask(std::span(bytes).subspan(size_t(before)), m_frame.maskingKey,
                      quint64(m_frame.payloadSize - m_frameLeft));
            item.written += size;
            m_frameLeft -= size;
            m_waitingBytes -= size;
            if (m_frameLeft == 0 && m_frame.isFinal)
                m_items.pop_front();
        }
        if (bytes.isEmpty())
            return;
        device.write(bytes);
    }
}

void MessageWriter::beginFrame(QByteArray &bytes)
{
    const Item &item = m_items.front();
    const qint64 left = item.payload.size() - item.written;
    const bool isFirst = item.written == 0;
    const bool isWhole = m_fragmentSize == 0 || isControl(item.opcode);
    m_frameLeft = isWhole ? left : std::min(left, m_fragmentSize);
    m_frame = maskedFrameHead(isFirst ? item.opcode : Opcode::Continuation, m_frameLeft, m_frameLeft == left);
    m_frame.reserved = isFirst ? item.reserved : 0; // RFC 7692 section 6.1
    appendFrameHead(bytes, m_frame);
}

} // namespace sonde
