// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/deflate.h"
#include "wire/extensions.h"
#include "wire/message.h"
#include "wire/wireframe.h"

#include <deque>
#include <limits>
#include <memory>
#include <optional>

class QIODevice;

namespace sonde {

/// Turns messages into a client's frames, and writes these as fast as the socket takes them, so that of a large message
/// only a small part is in memory twice.
class MessageWriter final
{
public:
    /// Messages go out in frames of at most `fragmentSize` bytes of payload; 0 for whole messages.
    MessageWriter(qint64 fragmentSize, const std::optional<DeflateParameters> &deflate);

    /// Queues a message; returns what Message::compressedSize says. One from a file goes out in fragments, so that control
    /// frames need not wait for its end, and so that a Close frame can end what the file no longer holds. It is not
    /// compressed (RFC 7692 section 6 lets each message choose).
    [[nodiscard]] qint64 append(const Message &message);
    /// Queues a Ping or Pong ahead of all frames that have not begun (RFC 6455 section 5.4).
    void appendControl(Opcode opcode, const QByteArray &payload);
    /// Queues a Close frame behind everything else.
    void appendClose(const CloseFrame &frame);
    /// Queues bytes that go out as they are, be they a frame or not, behind everything else.
    void appendBytes(const QByteArray &bytes);

    /// Writes as much as `device` should take now, but at most about `limit` bytes, and returns how much that was. Call
    /// again when it has written.
    qint64 writeTo(QIODevice &device, qint64 limit = std::numeric_limits<qint64>::max());
    /// Whether each frame that goes out is kept for takeFrames(); bytes that went out as they are always are.
    void keepFrames(bool keeps) { m_keepsFrames = keeps; }
    /// Those that have gone out whole since the last call, in order.
    [[nodiscard]] QList<WireFrame> takeFrames() { return std::exchange(m_frames, {}); }
    /// Forgets all but the frame under way.
    void dropWaiting();
    /// Forgets the first message from a file and what is behind it, but for the frame under way.
    void dropFiles();
    /// Bytes that are still queued here: payload, and whole control frames.
    [[nodiscard]] qint64 waitingBytes() const { return m_waitingBytes + m_controlFrames.size(); }
    /// Those of them that are in memory.
    [[nodiscard]] qint64 heldBytes() const { return waitingBytes() - m_unreadBytes; }
    [[nodiscard]] qsizetype waitingControlBytes() const { return m_controlFrames.size(); }

    /// Bytes of payload, not of files, that were forgotten since this was last asked.
    [[nodiscard]] qint64 takeDroppedBytes() { return std::exchange(m_droppedBytes, 0); }

    struct FileProgress
    {
        QString path;
        qint64 written = 0; ///< Bytes of payload.
        qint64 size = 0;
    };
    [[nodiscard]] qsizetype waitingFiles() const;
    /// Of the first message from a file that is queued.
    [[nodiscard]] std::optional<FileProgress> fileProgress() const;
    /// The messages from files that have gone out whole since this was last asked.
    [[nodiscard]] QList<Message> takeSentFiles() { return std::exchange(m_sentFiles, {}); }
    /// Why a file could not be read.
    [[nodiscard]] std::optional<Error> takeFileError() { return std::exchange(m_fileError, {}); }
    /// Whether a message was broken off, so that nothing but a Close frame may follow.
    [[nodiscard]] bool isBrokenOff() const { return m_isBrokenOff; }

private:
    struct Item
    {
        Opcode opcode = Opcode::Text;
        quint8 reserved = 0;
        QByteArray payload = {}; ///< Of a file what goes out in the frame under way.
        qint64 message = 0; ///< As WireFrame::message; 0 for those from files.
        bool isAsItIs = false; ///< Bytes that are no payload.
        qsizetype written = 0; ///< Bytes of payload.
        std::shared_ptr<PayloadFile> file = nullptr;
    };

    void takeControlFrames(QByteArray &bytes);
    void beginFrame(QByteArray &bytes);
    void continueFrame(QByteArray &bytes, qsizetype most);
    [[nodiscard]] bool readPart(Item &item);
    void push(Item item);
    void drop(std::size_t first);

    qint64 m_fragmentSize;
    std::unique_ptr<MessageDeflater> m_deflater; ///< Null where nothing was agreed on.
    std::deque<Item> m_items;
    QByteArray m_controlFrames;
    FrameHead m_frame; ///< The one under way.
    qint64 m_frameLeft = 0; ///< Bytes of its payload.
    qint64 m_waitingBytes = 0;
    qint64 m_messageCount = 0;
    bool m_keepsFrames = false;
    std::optional<WireFrame> m_kept; ///< The one under way, where it is kept.
    QList<WireFrame> m_frames;
    qint64 m_unreadBytes = 0; ///< Those that are still in files.
    qint64 m_droppedBytes = 0;
    QList<Message> m_sentFiles;
    std::optional<Error> m_fileError;
    bool m_isBrokenOff = false;
};

} // namespace sonde
