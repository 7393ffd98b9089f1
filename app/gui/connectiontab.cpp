// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/connectiontab.h"

#include "gui/addressbar.h"
#include "gui/composer.h"
#include "gui/connectionsettingsdialog.h"
#include "gui/detailpane.h"
#include "gui/footbar.h"
#include "gui/logview.h"
#include "gui/statusline.h"
#include "gui/statustext.h"
#include "profile/address.h"

#include <QHeaderView>
#include <QMetaEnum>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

ConnectionTab::ConnectionTab(Program &program, const TabState &state, QWidget *parent)
    : QWidget(parent)
    , m_program(program)
    , m_profile(state.profile)
    , m_session(program.connections(), program.captures(),
                state.capture.isEmpty() ? program.newCapture() : state.capture)
    , m_address(new AddressBar(this))
    , m_status(new StatusLine(m_session, this))
    , m_log(new LogView(m_session.log(), this))
    , m_detail(new DetailPane(m_session, this))
    , m_composer(new Composer(this))
    , m_foot(new FootBar(m_session, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_addressCheck(this)
{
    m_splitter->setObjectName(u"panes"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_log);
    m_splitter->addWidget(m_detail);
    m_splitter->addWidget(m_composer);
    m_splitter->setStretchFactor(0, 1); // a larger window shows more of the log
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setStretchFactor(2, 0);
    m_splitter->setSizes({300, 210, 90});
    m_log->setMinimumHeight(90);
    m_detail->setMinimumHeight(70);
    m_composer->setMinimumHeight(82);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->setSpacing(6);
    layout->addWidget(m_address);
    layout->addWidget(m_status);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_foot);

    m_address->setAddress(m_profile.address);
    const int kind = QMetaEnum::fromType<Composer::Kind>().keyToValue(state.composerKind.toLatin1().constData());
    if (kind >= 0)
        m_composer->setKind(Composer::Kind(kind));
    m_composer->setText(state.composerText);
    m_session.log()->setFirst(Seq{state.firstRecord});
    m_addressCheck.setSingleShot(true);
    m_addressCheck.setInterval(400);
    connectParts();
    handleProfile();
    applySettings(program.settings());
    setFocusProxy(m_address);
}

ConnectionTab::~ConnectionTab() = default;

void ConnectionTab::connectParts()
{
    connect(m_address, &AddressBar::connectRequested, this, &ConnectionTab::connectToServer);
    connect(m_address, &AddressBar::disconnectRequested, this, &ConnectionTab::disconnectFromServer);
    connect(m_address, &AddressBar::settingsRequested, this, &ConnectionTab::editConnectionSettings);
    connect(m_address, &AddressBar::addressEdited, this, &ConnectionTab::handleAddressEdited);
    connect(&m_addressCheck, &QTimer::timeout, this, [this] {
        if (const auto address = parseAddress(m_profile.address); !address)
            m_status->showAddressProblem(address.error());
        else
            m_status->showAddressNote(address->note);
    });
    connect(m_status, &StatusLine::suggestionTaken, this, [this](const QString &address) {
        m_address->setAddress(address);
        handleAddressEdited();
        focusAddress();
    });

    connect(&m_session, &Session::statusChanged, m_address, &AddressBar::showStatus);
    connect(&m_session, &Session::statusChanged, m_composer, &Composer::setStatus);
    connect(&m_session, &Session::statusChanged, this, &ConnectionTab::changed);
    connect(&m_session, &Session::opened, this, &ConnectionTab::handleOpened);

    connect(&m_session, &Session::failed, m_composer, &Composer::showFailure);
    connect(&m_session, &Session::logUnreadable, m_foot, &FootBar::showProblem);

    connect(m_composer, &Composer::messageReady, &m_session, &Session::send);
    connect(m_composer, &Composer::pingReady, &m_session, &Session::ping);
    connect(m_composer, &Composer::closeReady, &m_session, &Session::close);
    connect(m_composer, &Composer::edited, this, &ConnectionTab::changed);
    connect(m_log, &LogView::currentRowChanged, this, &ConnectionTab::handleRow);
    connect(m_detail, &DetailPane::errorOccurred, m_foot, &FootBar::showProblem);
}

TabState ConnectionTab::state() const
{
    return {.profile = m_profile,
            .composerKind =
                QString::fromLatin1(QMetaEnum::fromType<Composer::Kind>().valueToKey(int(m_composer->kind()))),
            .composerText = m_composer->text(),
            .capture = m_session.capturePath(),
            .firstRecord = toInt(m_session.log()->first())};
}

QString ConnectionTab::title() const
{
    const auto address = parseAddress(m_profile.address);
    QString name = tr("New connection");
    if (address) {
        QUrl shown = address->url;
        shown.setUserInfo({});
        name = shown.toString(QUrl::RemoveScheme | QUrl::RemoveQuery | QUrl::StripTrailingSlash).remove(0, 2);
    }
    return lookOf(m_session.status()).shape + u' ' + name;
}

QString ConnectionTab::toolTipText() const
{
    return lookOf(m_session.status()).word + u" · "_s + m_profile.address;
}

QByteArray ConnectionTab::splitterState() const
{
    return m_splitter->saveState();
}

QByteArray ConnectionTab::headerState() const
{
    return m_log->horizontalHeader()->saveState();
}

void ConnectionTab::restoreLayout(const QByteArray &splitter, const QByteArray &header)
{
    if (!splitter.isEmpty())
        m_splitter->restoreState(splitter);
    if (!header.isEmpty())
        m_log->horizontalHeader()->restoreState(header);
}

void ConnectionTab::applySettings(const Settings &settings)
{
    m_composer->setClearAfterSending(settings.clearAfterSending);
}

void ConnectionTab::showProblem(const Error &error)
{
    m_foot->showProblem(error);
}

void ConnectionTab::connectToServer()
{
    m_addressCheck.stop();
    m_profile.address = m_address->address();
    const Result<> opening = m_session.open(m_profile);
    if (!opening) {
        m_status->showAddressProblem(opening.error());
        m_address->markMistake(opening.error().position);
        return;
    }
    m_status->clearAddress();
    m_status->showAddressNote(parseAddress(m_profile.address)->note);
}

void ConnectionTab::disconnectFromServer()
{
    m_session.close();
}

void ConnectionTab::reconnectNow()
{
    m_session.reconnectNow();
}

void ConnectionTab::send()
{
    m_composer->send();
}

void ConnectionTab::startPing()
{
    m_composer->setKind(Composer::Kind::Ping);
    m_composer->focusEditor();
}

void ConnectionTab::formatJson()
{
    m_composer->format();
}

void ConnectionTab::clearLog()
{
    CaptureModel *log = m_session.log();
    log->setFirst(Seq{toInt(log->first()) + log->rowCount()});
    emit changed();
}

void ConnectionTab::showClearedRows()
{
    m_session.log()->setFirst(Seq{1});
    emit changed();
}

void ConnectionTab::jumpToNewest()
{
    m_log->jumpToNewest();
}

void ConnectionTab::editConnectionSettings()
{
    auto *dialog = new ConnectionSettingsDialog(m_profile, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const QString address = m_profile.address; // may have been edited meanwhile
        m_profile = dialog->profile();
        m_profile.address = address;
        handleProfile();
        if (!m_profile.reconnect.enabled && m_session.status().state == ConnectionState::Waiting)
            m_session.close(); // who switches it off means this wait, too
        emit changed();
    });
    dialog->open();
}

void ConnectionTab::focusAddress()
{
    m_address->focusAddress();
}

void ConnectionTab::focusComposer()
{
    m_composer->focusEditor();
}

void ConnectionTab::focusLog()
{
    m_log->setFocus(Qt::ShortcutFocusReason);
}

void ConnectionTab::handleAddressEdited()
{
    m_profile.address = m_address->address();
    m_status->clearAddress();
    m_addressCheck.start();
    emit changed();
}

void ConnectionTab::handleOpened()
{
    // Who connected from the address goes on to write; who is elsewhere stays there.
    if (m_address->hasAddressFocus())
        m_composer->focusEditor();
}

void ConnectionTab::handleRow(int row)
{
    const Record record = row < 0 ? Record{} : m_session.log()->record(row);
    if (toInt(record.seq) == 0)
        m_detail->clear();
    else
        m_detail->show(record);
}

/// The parts that depend on the connection's settings.
void ConnectionTab::handleProfile()
{
    m_composer->setSendLimit(m_profile.options.maxUnsent);
    m_foot->setReconnectOptions(m_profile.reconnect);
    m_session.setReconnectOptions(m_profile.reconnect);
}

} // namespace sonde
