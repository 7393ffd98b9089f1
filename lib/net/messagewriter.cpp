// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/messagewriter.h"

#include "net/socketcontrol.h"

#include <QIODevice>

#include <algorithm>
#include <utility>

namespace sonde {

namespace {

constexpr qint64 EnoughUnsent = 256 << 10; ///< With so much in the socket nothing more is put there.
constexpr qint64 WriteStep = 128 << 10;
constexpr qint64 FilePart = 256 << 10; ///< In one frame.

} // namespace

MessageWriter::MessageWriter(qint64 fragmentSize, const std::optional<DeflateParameters> &deflate)
    : m_fragmentSize(fragmentSize)
{
    if (deflate)
        m_deflater = std::make_unique<MessageDeflater>(deflate->clientMaxWindowBits, deflate->clientNoContextTakeover);
}

qint64 MessageWriter::append(const Message &message)
{
    if (message.file) {
        push({.opcode = message.opcode, .file = message.file});
        return -1;
    }
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
    drop(0);
}

void MessageWriter::dropFiles()
{
    const auto file = std::ranges::find_if(m_items, [](const Item &item) { return item.file != nullptr; });
    drop(std::size_t(file - m_items.begin()));
}

/// Drops the item at `first` and what is behind it.
void MessageWriter::drop(std::size_t first)
{
    if (first == 0 && m_frameLeft > 0) {
        // Of the message under way the rest of its frame must go out, else nothing behind it could be read.
        Item &item = m_items.front();
        if (!item.file)
            m_droppedBytes += item.payload.size() - item.written - m_frameLeft;
        item.payload.truncate(item.written + m_frameLeft);
        item.file.reset();
        m_frame.isFinal = true; // so that writeTo() goes on to the next item behind it
        first = 1;
    }
    for (; m_items.size() > first; m_items.pop_back()) {
        if (const Item &item = m_items.back(); !item.file)
            m_droppedBytes += item.payload.size() - item.written;
    }
    m_waitingBytes = 0;
    m_unreadBytes = 0;
    for (const Item &item : m_items)
        m_waitingBytes += item.payload.size() - item.written;
}

void MessageWriter::push(Item item)
{
    m_waitingBytes += item.payload.size();
    if (item.file) {
        m_waitingBytes += item.file->size();
        m_unreadBytes += item.file->size();
    }
    m_items.push_back(std::move(item));
}

qsizetype MessageWriter::waitingFiles() const
{
    return std::ranges::count_if(m_items, [](const Item &item) { return item.file != nullptr; });
}

std::optional<MessageWriter::FileProgress> MessageWriter::fileProgress() const
{
    const auto item = std::ranges::find_if(m_items, [](const Item &queued) { return queued.file != nullptr; });
    if (item == m_items.end())
        return {};
    const PayloadFile &file = *item->file;
    return FileProgress{file.path(), file.position() - (item->payload.size() - item->written), file.size()};
}

qint64 MessageWriter::writeTo(QIODevice &device, qint64 limit)
{
    qint64 written = 0;
    while (written < limit && unsentBytesOf(device) < EnoughUnsent) {
        const qsizetype step = std::min<qint64>(limit - written, WriteStep);
        QByteArray bytes;
        bytes.reserve(std::min(waitingBytes() + qint64(m_items.size()) * MaxFrameHead, step + MaxFrameHead));
        while (bytes.size() < step) {
            if (m_frameLeft == 0) {
                takeControlFrames(bytes);
                while (!m_items.empty() && !readPart(m_items.front())) {}
                if (m_items.empty())
                    break;
                beginFrame(bytes);
            }
            continueFrame(bytes, step + MaxFrameHead - bytes.size());
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

/// Reads what goes out in the next frame. Where that fails, drops the item, and all behind it where a part of it is out.
bool MessageWriter::readPart(Item &item)
{
    if (!item.file)
        return true;
    const qint64 size = m_fragmentSize == 0 ? FilePart : std::min(FilePart, m_fragmentSize);
    const bool hasBegun = item.file->position() > 0;
    Result<QByteArray> part = item.file->read(size);
    if (part) {
        item.payload = *std::move(part);
        item.written = 0;
        m_unreadBytes -= item.payload.size();
        return true;
    }
    m_fileError = part.error();
    m_isBrokenOff = hasBegun;
    if (hasBegun) {
        drop(0);
    } else {
        m_waitingBytes -= item.file->size();
        m_unreadBytes -= item.file->size();
        m_items.pop_front();
    }
    return false;
}

void MessageWriter::beginFrame(QByteArray &bytes)
{
    const Item &item = m_items.front();
    if (m_keepsFrames || item.isAsItIs)
        m_kept = WireFrame{.message = item.message};
    const qint64 unread = item.file ? item.file->size() - item.file->position() : 0;
    const qint64 left = item.payload.size() - item.written + unread;
    const bool isFirst = item.written == 0 && (!item.file || item.file->position() == item.payload.size());
    const bool isWhole = !item.file && (m_fragmentSize == 0 || isControl(item.opcode) || item.isAsItIs);
    m_frameLeft = isWhole ? left : item.file ? item.payload.size() : std::min(left, m_fragmentSize);
    if (item.isAsItIs) {
        m_frame = {};
        return;
    }
    m_frame = maskedFrameHead(isFirst ? item.opcode : Opcode::Continuation, m_frameLeft, m_frameLeft == left);
    m_frame.reserved = isFirst ? item.reserved : 0; // RFC 7692 section 6.1
    const qsizetype before = bytes.size();
    appendFrameHead(bytes, m_frame);
    if (m_kept)
        m_kept->append(QByteArrayView(bytes).sliced(before));
}

void MessageWriter::continueFrame(QByteArray &bytes, qsizetype most)
{
    Item &item = m_items.front();
    const qsizetype size = std::clamp<qint64>(most, 0, m_frameLeft);
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
    if (!m_frame.isFinal)
        return;
    if (item.file)
        m_sentFiles.append({item.opcode, {}, -1, item.file});
    m_items.pop_front();
}

} // namespace sonde
