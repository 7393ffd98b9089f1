// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

namespace sonde {

namespace {

Result<Request> checkedRequest(const Resolved &resolved)
{
    Request request{resolved.address.url, resolved.options};
    for (const Result<> &check : {checkRequest(request), checkHost(request.url)}) {
        if (!check)
            return tl::unexpected(check.error());
    }
    return request;
}

} // namespace

Session::Session(ConnectionManager &manager, CaptureThread &captures, const QString &capturePath, QObject *parent)
    : QObject(parent)
    , m_manager(manager)
    , m_capture(captures, capturePath)
    , m_connection(manager.add())
{
    // Made here, before anything can happen to the connection, and lives in the I/O thread like its parent.
    QMetaObject::invokeMethod(
        m_connection,
        [this] {
            new Recorder(
                m_connection, [&writer = m_capture.writer()](Batch &&batch) { writer.append(std::move(batch)); },
                m_traffic);
        },
        Qt::BlockingQueuedConnection);
    connect(m_connection, &Connection::stateChanged, this, [this](const ConnectionStatus &status) {
        m_status = status;
        emit statusChanged(status);
    });
    connect(m_connection, &Connection::opened, this, &Session::opened);
    connect(m_connection, &Connection::errorOccurred, this, &Session::failed);
}

Session::~Session()
{
    m_manager.remove(m_connection); // its last records go to the writer, which must still be there
}

Result<Request> Session::requestFor(const Profile &profile, const Expand &expand)
{
    return resolve(profile, expand).and_then(checkedRequest);
}

Result<Address> Session::open(const Profile &profile, const Expand &expand)
{
    const Result<Resolved> resolved = resolve(profile, expand);
    if (!resolved)
        return tl::unexpected(resolved.error());
    const Result<Request> checked = checkedRequest(*resolved);
    if (!checked)
        return tl::unexpected(checked.error());
    const Request &request = *checked;
    QMetaObject::invokeMethod(
        m_connection, [c = m_connection, request, reconnect = profile.reconnect] { c->open(request, reconnect); },
        Qt::QueuedConnection);
    return resolved->address;
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

void Session::hide(const QStringList &secrets)
{
    QList<QByteArray> bytes;
    for (const QString &secret : secrets)
        bytes << secret.toUtf8();
    if (!bytes.isEmpty())
        QMetaObject::invokeMethod(
            m_connection, [c = m_connection, bytes] { c->hide(bytes); }, Qt::QueuedConnection);
}

void Session::perform(const LabScript &script)
{
    QMetaObject::invokeMethod(
        m_connection, [c = m_connection, script] { c->perform(script); }, Qt::QueuedConnection);
}

void Session::keepFrames(bool keeps)
{
    QMetaObject::invokeMethod(
        m_connection, [c = m_connection, keeps] { c->keepFrames(keeps); }, Qt::QueuedConnection);
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

bool Session::flush(std::chrono::milliseconds timeout)
{
    // What was asked for before is done when the I/O thread gets to the first of these. That made records, which the
    // recorder has handed over when the thread gets to the second.
    for (int i = 0; i < 2; ++i)
        QMetaObject::invokeMethod(
            m_connection, [] {}, Qt::BlockingQueuedConnection);
    return m_capture.writer().flush(timeout);
}

} // namespace sonde
