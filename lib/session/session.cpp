// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include "capture/capturereader.h"
#include "capture/capturethread.h"
#include "profile/address.h"

#include <QFileInfo>

namespace sonde {

Session::Session(ConnectionManager &manager, CaptureThread &captures, const QString &capturePath, QObject *parent)
    : QObject(parent)
    , m_manager(manager)
    , m_writer(captures.createWriter(capturePath))
    , m_connection(manager.add())
{
    connect(m_writer.get(), &CaptureWriter::committed, this, &Session::handleCommitted);
    connect(m_writer.get(), &CaptureWriter::troubleChanged, this, &Session::setTrouble);
    connect(&m_log, &CaptureModel::errorOccurred, this, &Session::logUnreadable);

    // Made here, before anything can happen to the connection, and lives in the I/O thread like its parent.
    QMetaObject::invokeMethod(
        m_connection,
        [this] {
            new Recorder(
                m_connection, [writer = m_writer.get()](Batch &&batch) { writer->append(std::move(batch)); },
                m_traffic);
        },
        Qt::BlockingQueuedConnection);
    connect(m_connection, &Connection::stateChanged, this, [this](const ConnectionStatus &status) {
        m_status = status;
        emit statusChanged(status);
    });
    connect(m_connection, &Connection::opened, this, &Session::opened);
    connect(m_connection, &Connection::errorOccurred, this, &Session::failed);
    if (QFileInfo::exists(capturePath))
        openReader();
}

Session::~Session()
{
    m_manager.remove(m_connection); // its last records go to the writer, which must still be there
}

Result<> Session::open(const Profile &profile)
{
    const Result<Address> address = parseAddress(profile.address);
    if (!address)
        return tl::unexpected(address.error());
    const Request request{address->url, profile.options};
    for (const Result<> &check : {checkRequest(request), checkHost(request.url)}) {
        if (!check)
            return check;
    }
    QMetaObject::invokeMethod(
        m_connection, [c = m_connection, request, reconnect = profile.reconnect] { c->open(request, reconnect); },
        Qt::QueuedConnection);
    return {};
}

void Session::setReconnectOptions(const ReconnectOptions &options)
{
    QMetaObject::invokeMethod(
        m_connection, [c = m_connection, options] { c->setReconnectOptions(options); }, Qt::QueuedConnection);
}

void Session::send(const Message &message)
{
    QMetaObject::invokeMethod(
        m_connection, [c = m_connection, message] { c->send(message); }, Qt::QueuedConnection);
}

void Session::ping(const QByteArray &payload)
{
    QMetaObject::invokeMethod(
        m_connection, [c = m_connection, payload] { c->ping(payload); }, Qt::QueuedConnection);
}

void Session::close(const CloseFrame &frame)
{
    QMetaObject::invokeMethod(
        m_connection, [c = m_connection, frame] { c->close(frame); }, Qt::QueuedConnection);
}

void Session::reconnectNow()
{
    QMetaObject::invokeMethod(m_connection, &Connection::reconnectNow, Qt::QueuedConnection);
}

Result<QByteArray> Session::payload(Seq seq, qint64 offset, qint64 length)
{
    if (!m_reader)
        return QByteArray();
    return m_reader->payload(seq, offset, length);
}

bool Session::flush(std::chrono::milliseconds timeout)
{
    // What was asked for before is done when the I/O thread gets to the first of these. That made records, which the
    // recorder has handed over when the thread gets to the second.
    for (int i = 0; i < 2; ++i)
        QMetaObject::invokeMethod(
            m_connection, [] {}, Qt::BlockingQueuedConnection);
    return m_writer->flush(timeout);
}

void Session::openReader()
{
    auto reader = CaptureReader::open(m_writer->path());
    if (!reader) {
        // Queued, because this may be the constructor, when nobody has had time to listen.
        QMetaObject::invokeMethod(
            this, [this, error = reader.error()] { emit logUnreadable(error); }, Qt::QueuedConnection);
        return;
    }
    m_reader = std::move(*reader);
    m_log.setReader(m_reader);
}

void Session::handleCommitted(qint64 rows)
{
    if (!m_reader)
        openReader();
    m_log.handleCommitted(rows);
}

void Session::setTrouble(const std::optional<Error> &trouble)
{
    m_trouble = trouble;
    emit troubleChanged(trouble);
}

} // namespace sonde
