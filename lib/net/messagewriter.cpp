// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/messagewriter.h"

#include <QLocalSocket>
#include <QSslSocket>

#include <algorithm>
#include <utility>

namespace sonde {

namespace {

constexpr qint64 EnoughUnsent = 256 << 10; ///< With so much in the socket nothing more is put there.
constexpr qsizetype WriteStep = 128 << 10;

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
    ++m_messageCount;
    if (!m_deflater) {
        push({message.opcode, 0, message.payload, m_messageCount});
        return -1;
    }
    const QByteArray compressed = m_deflater->compress(message.payload);
    push({message.opcode, Rsv1, compressed, m_messageCount});
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

void MessageWriter::appendBytes(const QByteArray &bytes)
{
    push({.payload = bytes, .isAsItIs = true});
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

qint64 MessageWriter::writeTo(QIODevice &device, qint64 limit)
{
    qint64 written = 0;
    while (written < limit && unsentBytesOf(device) < EnoughUnsent) {
        const qsizetype step = std::min<qint64>(limit - written, WriteStep);
        QByteArray bytes;
        while (bytes.size() < step) {
            if (m_frameLeft == 0) {
                takeControlFrames(bytes);
                if (m_items.empty())
                    break;
                beginFrame(bytes);
            }
            continueFrame(bytes, step);
        }
        if (bytes.isEmpty())
            break;
        device.write(bytes);
        written += bytes.size();
    }
    return written;
}

void MessageWriter::takeControlFrames(QByteArray &bytes)
{
    bytes += m_controlFrames;
    QByteArrayView frames = m_controlFrames;
    for (std::optional<FrameHead> head; m_keepsFrames && (head = readFrameHead(frames));) {
        const qsizetype size = head->size + head->payloadSize;
        m_frames.append({.bytes = frames.first(size).toByteArray(), .size = size});
        frames = frames.sliced(size);
    }
    m_controlFrames.clear();
}

void MessageWriter::beginFrame(QByteArray &bytes)
{
    const Item &item = m_items.front();
    if (m_keepsFrames || item.isAsItIs)
        m_kept = WireFrame{.message = item.message};
    const qint64 left = item.payload.size() - item.written;
    const bool isFirst = item.written == 0;
    const bool isWhole = m_fragmentSize == 0 || isControl(item.opcode) || item.isAsItIs;
    m_frameLeft = isWhole ? left : std::min(left, m_fragmentSize);
    if (item.isAsItIs) {
        m_frame = {};
        return;
    }
    m_frame = maskedFrameHead(isFirst ? item.opcode : Opcode::Continuation, m_frameLeft, m_frameLeft == left);
    m_frame.reserved = isFirst ? item.reserved : 0; // RFC 7692 section 6.1
    const QByteArray head = frameHeadBytes(m_frame);
    bytes += head;
    if (m_kept)
        m_kept->append(head);
}

void MessageWriter::continueFrame(QByteArray &bytes, qsizetype most)
{
    Item &item = m_items.front();
    const qsizetype size = std::min<qint64>(m_frameLeft, most);
    const qsizetype before = bytes.size();
    bytes += QByteArrayView(item.payload).sliced(item.written, size);
    if (m_frame.isMasked)
        applyMask(std::span(bytes).subspan(size_t(before)), m_frame.maskingKey,
                  quint64(m_frame.payloadSize - m_frameLeft));
    if (m_kept)
        m_kept->append(QByteArrayView(bytes).sliced(before));
    item.written += size;
    m_frameLeft -= size;
    m_waitingBytes -= size;
    if (m_frameLeft > 0)
        return;
    if (m_kept)
        m_frames.append(*std::exchange(m_kept, std::nullopt));
    if (m_frame.isFinal)
        m_items.pop_front();
}

} // namespace sonde
