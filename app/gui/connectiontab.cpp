// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/connectiontab.h"

#include "gui/addressbar.h"
#include "gui/composer.h"
#include "gui/connectionsettingsdialog.h"
#include "gui/controllab.h"
#include "gui/profilebar.h"
#include "gui/reconnectbar.h"
#include "gui/savedmessages.h"
#include "gui/statusline.h"
#include "gui/statustext.h"
#include "gui/trustdialog.h"
#include "net/engines.h"
#include "net/tls.h"
#include "profile/address.h"
#include "profile/template.h"

#include <QJsonDocument>
#include <QMetaEnum>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

ConnectionTab::ConnectionTab(Program &program, const TabState &state, QWidget *parent)
    : Tab(parent)
    , m_program(program)
    , m_profile(state.profile)
    , m_profileId(state.profileId)
    , m_savedProfile(state.savedProfile)
    , m_session(program.connections(), program.captures(),
                state.capture.isEmpty() ? program.newCapture() : state.capture)
    , m_variables(program.values(), m_session.capture(), state, this)
    , m_address(new AddressBar(m_variables.values(), this))
    , m_status(new StatusLine(m_session, this))
    , m_panel(new LogPanel(m_session.capture(), this))
    , m_composer(new Composer(m_variables.values(), this))
    , m_saved(new SavedMessages(m_session, m_variables.values(), this))
    , m_profileBar(new ProfileBar(this))
    , m_foot(new ReconnectBar(m_session, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_addressCheck(this)
{
    auto *sending = new QSplitter(Qt::Horizontal, this);
    sending->setChildrenCollapsible(false);
    sending->addWidget(m_composer);
    sending->addWidget(m_saved);
    sending->setStretchFactor(0, 1); // a larger window has more room to write
    sending->setStretchFactor(1, 0);
    sending->setSizes({640, 320});
    m_splitter->setObjectName(u"panes"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_panel);
    m_splitter->addWidget(sending);
    m_splitter->setStretchFactor(0, 1); // a larger window shows more of the log
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({520, 82});
    m_composer->setMinimumHeight(82);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->setSpacing(6);
    layout->addWidget(m_address);
    layout->addWidget(m_status);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_profileBar);
    layout->addWidget(m_foot);

    m_address->setAddress(m_profile.address);
    const int kind = QMetaEnum::fromType<Composer::Kind>().keyToValue(state.composerKind.toLatin1().constData());
    if (kind >= 0)
        m_composer->setKind(Composer::Kind(kind));
    m_composer->setText(state.composerText);
    m_panel->setCanSend(true);
    m_panel->offerFrames(false);
    m_panel->setFirst(Seq{state.firstRecord});
    m_addressCheck.setSingleShot(true);
    m_addressCheck.setInterval(400);
    connectParts();
    connectMessages();
    handleProfile();
    applySettings(program.settings());
    setFocusProxy(m_address);
}

ConnectionTab::~ConnectionTab()
{
    delete m_panel; // it looks at the log, which goes before the children do
}

void ConnectionTab::connectParts()
{
    connect(m_address, &AddressBar::connectRequested, this, &ConnectionTab::connectToServer);
    connect(m_address, &AddressBar::disconnectRequested, this, &ConnectionTab::disconnectFromServer);
    connect(m_address, &AddressBar::settingsRequested, this, &ConnectionTab::editConnectionSettings);
    connect(m_address, &AddressBar::addressEdited, this, &ConnectionTab::handleAddressEdited);
    connect(&m_addressCheck, &QTimer::timeout, this, &ConnectionTab::checkAddress);
    connect(m_status, &StatusLine::suggestionTaken, this, [this](const QString &address) {
        m_address->setAddress(address);
        handleAddressEdited();
        focusAddress();
    });
    connect(m_status, &StatusLine::trustRequested, this, &ConnectionTab::askForTrust);
    connect(m_status, &StatusLine::verificationRequested, this, &ConnectionTab::editVerification);

    connect(&m_session, &Session::statusChanged, m_address, &AddressBar::showStatus);
    connect(&m_session, &Session::statusChanged, m_composer, &Composer::setStatus);
    connect(&m_session, &Session::statusChanged, this, &ConnectionTab::changed);
    connect(&m_session, &Session::opened, this, &ConnectionTab::handleOpened);

    connect(&m_session, &Session::failed, m_composer, &Composer::showFailure);

    connect(m_composer, &Composer::secretsUsed, &m_session, &Session::hide);
    connect(m_composer, &Composer::messageReady, &m_session, &Session::send);
    connect(m_composer, &Composer::pingReady, &m_session, &Session::ping);
    connect(m_composer, &Composer::closeReady, &m_session, &Session::close);
    connect(m_composer, &Composer::edited, this, &ConnectionTab::changed);
    connect(m_panel, &LogPanel::errorOccurred, m_foot, &ReconnectBar::showProblem);
    connect(m_panel, &LogPanel::valueChosen, &m_variables, &TabVariables::askToUse);
    connect(&m_variables, &TabVariables::errorOccurred, m_foot, &ReconnectBar::showProblem);
    connect(&m_variables, &TabVariables::changed, this, [this] {
        if (m_session.status().state == ConnectionState::Idle && mayHavePlaceholders(m_profile.address))
            m_addressCheck.start();
        emit changed();
    });
    connect(m_panel, &LogPanel::changed, this, &ConnectionTab::changed);
    connect(m_panel, &LogPanel::sendRequested, &m_session, &Session::send);
    connect(m_panel, &LogPanel::editRequested, this, [this](const Message &message) {
        if (const Result<> edited = m_composer->edit(message); !edited)
            showProblem(edited.error());
    });
}

void ConnectionTab::connectMessages()
{
    connect(m_composer, &Composer::saveRequested, m_saved, &SavedMessages::add);
    connect(m_saved, &SavedMessages::messagesChanged, this, [this] {
        m_profile.messages = m_saved->messages();
        emit changed();
    });
    connect(m_saved, &SavedMessages::problemOccurred, m_foot, &ReconnectBar::showProblem);
    connect(m_saved, &SavedMessages::writeRequested, this,
            [this](const SavedMessage &message) { m_composer->edit(message); });
    connect(m_saved, &SavedMessages::editRequested, this,
            [this](qsizetype index) { openSettings()->showMessage(index); });
}

TabState ConnectionTab::state() const
{
    TabState state{.profile = m_profile,
                   .profileId = m_profileId,
                   .savedProfile = m_savedProfile,
                   .composerKind =
                       QString::fromLatin1(QMetaEnum::fromType<Composer::Kind>().valueToKey(int(m_composer->kind()))),
                   .composerText = m_composer->text(),
                   .capture = m_session.capture().path(),
                   .firstRecord = toInt(m_session.capture().model()->first())};
    m_variables.saveTo(state);
    return state;
}

QString ConnectionTab::title() const
{
    return lookOf(m_session.status()).shape + u' ' + name();
}

QString ConnectionTab::name() const
{
    if (!m_profileId.isEmpty())
        return nameOf(m_profileId) + (isModified() ? u" •"_s : QString());
    const Result<Address> address = readAddress();
    QString name = tr("New connection");
    if (address && !unixSocketOf(address->url).isEmpty()) {
        name = unixSocketOf(address->url);
    } else if (address) {
        QUrl shown = address->url;
        shown.setUserInfo({});
        name = shown.toString(QUrl::RemoveScheme | QUrl::RemoveQuery | QUrl::StripTrailingSlash).remove(0, 2);
    }
    return name;
}

QString ConnectionTab::toolTipText() const
{
    QString word = lookOf(m_session.status()).word + u" · "_s;
    if (!warning().isEmpty())
        word += warning() + u" · "_s;
    if (m_profileId.isEmpty())
        return word + m_profile.address;
    return word + m_profileId + u" · "_s + m_profile.address
        + (isModified() ? QString(u" · "_s + tr("changed, not saved")) : QString());
}

QString ConnectionTab::warning() const
{
    return m_profile.options.tls.ignoreErrors ? unverifiedWord() : QString();
}

TabLayout ConnectionTab::tabLayout() const
{
    TabLayout layout;
    layout.panes = m_splitter->saveState();
    m_panel->saveLayout(layout.logPanes, layout.logHeader);
    return layout;
}

void ConnectionTab::restoreLayout(const TabLayout &layout)
{
    if (!layout.panes.isEmpty())
        m_splitter->restoreState(layout.panes);
    m_panel->restoreLayout(layout.logPanes, layout.logHeader);
}

void ConnectionTab::applySettings(const Settings &settings)
{
    m_composer->setClearAfterSending(settings.clearAfterSending);
    m_panel->applySettings(settings);
}

void ConnectionTab::showProblem(const Error &error)
{
    m_foot->showProblem(error);
}

void ConnectionTab::connectToServer()
{
    m_addressCheck.stop();
    m_profile.address = m_address->address();
    Profile asked = m_profile;
    asked.messages.removeIf(
        [](const SavedMessage &message) { return !message.onOpen; }); // others ask when they are sent
    const QByteArray texts = QJsonDocument(toJson(asked)).toJson();
    m_variables.values().fetchSecrets(QString::fromUtf8(texts), this, [this] { dial(); });
}

void ConnectionTab::dial()
{
    const auto expand = [this](const QString &text) { return m_variables.values().expand(text); };
    const Result<Address> opening = m_session.open(m_profile, expand);
    if (!opening) {
        m_status->showAddressProblem(opening.error());
        m_address->markMistake(opening.error().position);
        return;
    }
    m_status->clearAddress();
    m_status->showAddressNote(opening->note);
}

void ConnectionTab::send()
{
    m_composer->send();
}

void ConnectionTab::sendSaved(int index)
{
    m_saved->send(index);
}

void ConnectionTab::keepMessage()
{
    m_composer->save();
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

void ConnectionTab::editConnectionSettings()
{
    openSettings();
}

void ConnectionTab::toggleRecordFrames()
{
    const bool records = !m_profile.options.recordsFrames;
    const Result<Address> address = readAddress();
    if (records && engineFor(address ? address->url : QUrl(), m_profile.options.engine) == Engine::Qt)
        showProblem({tr("QWebSocket shows no frames, so none will be recorded."),
                     tr("Choose Sonde's own engine in the connection's settings, page Engine.")});
    m_profile.options.recordsFrames = records;
    m_session.keepFrames(records);
    if (records)
        m_panel->offerFrames(true);
    emit changed();
}

void ConnectionTab::openLab()
{
    if (!m_lab) {
        m_lab = new ControlLab(
            m_session,
            [this] {
                m_profile.address = m_address->address();
                return Session::requestFor(m_profile,
                                           [this](const QString &text) { return m_variables.values().expand(text); });
            },
            this);
    }
    m_lab->show();
    m_lab->raise();
    m_lab->activateWindow();
}

void ConnectionTab::editVerification()
{
    openSettings()->showTls();
}

ConnectionSettingsDialog *ConnectionTab::openSettings()
{
    auto *dialog = new ConnectionSettingsDialog(m_profile, m_variables.values(), this);
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
    return dialog;
}

void ConnectionTab::askForTrust()
{
    const std::optional<Ending> &ending = m_session.status().ending;
    if (!ending || !ending->certificate)
        return;
    const QString fingerprint = fingerprintText(ending->certificate->sha256);
    auto *dialog = new TrustDialog(*ending->certificate, ending->error.what, m_profile.options.tls.pinnedSha256, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, fingerprint] {
        m_profile.options.tls.pinnedSha256 = fingerprint;
        handleProfile();
        emit changed();
        connectToServer();
    });
    dialog->open();
}

void ConnectionTab::attach(const QString &id, const Profile &saved)
{
    m_profileId = id;
    m_savedProfile = saved;
    emit changed();
}

void ConnectionTab::takeProfile(const Profile &profile)
{
    m_profile = profile;
    if (m_address->address() != profile.address)
        m_address->setAddress(profile.address);
    m_status->clearAddress();
    handleProfile();
    emit changed();
}

void ConnectionTab::showDone(const QString &text)
{
    m_foot->showDone(text);
}

void ConnectionTab::focusStart()
{
    focusAddress();
}

void ConnectionTab::focusAddress()
{
    m_address->focusAddress();
}

void ConnectionTab::focusComposer()
{
    m_composer->focusEditor();
}

void ConnectionTab::handleAddressEdited()
{
    m_profile.address = m_address->address();
    m_status->clearAddress();
    m_addressCheck.start();
    emit changed();
}

/// With its placeholders filled in.
Result<Address> ConnectionTab::readAddress() const
{
    return m_variables.values().preview(m_profile.address).and_then([](const Expansion &expansion) {
        return parseAddress(expansion.text);
    });
}

void ConnectionTab::checkAddress()
{
    const Result<Address> address = readAddress();
    if (!address)
        m_status->showAddressProblem(address.error());
    else
        m_status->showAddressNote(address->note);
}

void ConnectionTab::handleOpened()
{
    // Who connected from the address goes on to write; who is elsewhere stays there.
    if (m_address->hasAddressFocus())
        m_composer->focusEditor();
}

/// The parts that depend on the connection's settings.
void ConnectionTab::handleProfile()
{
    m_composer->setSendLimits(sendLimits(m_profile.options));
    m_saved->setSendLimits(sendLimits(m_profile.options));
    m_saved->setMessages(m_profile.messages);
    m_status->setUnverified(m_profile.options.tls.ignoreErrors);
    m_address->setWarning(m_profile.options.tls.ignoreErrors ? unverifiedSentence() : QString());
    m_foot->setOptions(m_profile.reconnect);
    m_session.setReconnectOptions(m_profile.reconnect);
    if (m_profile.options.recordsFrames)
        m_panel->offerFrames(true); // once there are frames, there is something to hide
}

} // namespace sonde
