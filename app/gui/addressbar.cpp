// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/addressbar.h"

#include "gui/appearance.h"
#include "gui/placeholderline.h"
#include "interop/importcommand.h"

#include <QApplication>
#include <QClipboard>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

namespace sonde {

namespace {

/// The command line that was pasted, in place of the address or into it; empty for none.
QString pastedCommand(const QString &text, const QString &before)
{
    static const QRegularExpression tools(QStringLiteral("curl|wscat|websocat"),
                                          QRegularExpression::CaseInsensitiveOption);
    if (!text.contains(tools)) // the clipboard may be another program's, which takes a moment to ask
        return {};
    for (const QClipboard::Mode mode : {QClipboard::Clipboard, QClipboard::Selection}) {
        const QString pasted = QApplication::clipboard()->text(mode);
        if (!pasted.isEmpty() && text.contains(pasted) && looksLikeCommandLine(pasted))
            return pasted;
    }
    // What was dropped comes at once; who types does so letter by letter, and ends with Return.
    const bool isDropped = text.size() > before.size() + 1;
    return isDropped && looksLikeCommandLine(text) ? text : QString();
}

} // namespace

AddressBar::AddressBar(const TabValues &values, QWidget *parent)
    : QWidget(parent)
    , m_address(new QLineEdit(this))
    , m_button(new QPushButton(this))
    , m_settings(new QToolButton(this))
{
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setAccessibleName(tr("Address"));
    m_address->setPlaceholderText(tr("ws://host:port/path"));
    m_address->setFont(monospacedFont());
    new PlaceholderLine(m_address, values);
    m_button->setObjectName(QStringLiteral("connectButton"));
    m_settings->setObjectName(QStringLiteral("connectionSettings"));
    m_settings->setIcon(icon(QStringLiteral("settings")));
    m_settings->setAccessibleName(tr("Connection settings"));
    m_settings->setToolTip(tr("Connection settings"));
    m_settings->setAutoRaise(true);

    // As wide as its longest text, so that nothing moves when the state changes.
    const QFontMetrics metrics(m_button->font());
    int width = 0;
    for (const QString &text : {tr("Connect"), tr("Disconnect"), tr("Cancel")})
        width = std::max(width, metrics.horizontalAdvance(text));
    m_button->setFixedWidth(width + 52);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_address, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_settings);
    setFocusProxy(m_address);

    m_address->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_address, &QLineEdit::textEdited, this, &AddressBar::handleEdited);
    connect(m_address, &QLineEdit::returnPressed, this, &AddressBar::handleReturn);
    connect(m_address, &QWidget::customContextMenuRequested, this, &AddressBar::showMenu);
    connect(m_button, &QPushButton::clicked, this, &AddressBar::toggle);
    connect(m_settings, &QToolButton::clicked, this, &AddressBar::settingsRequested);
    showStatus({});
}

QString AddressBar::address() const
{
    return m_address->text();
}

void AddressBar::setAddress(const QString &address)
{
    m_address->setText(address);
    m_before = address;
}

void AddressBar::handleEdited(const QString &text)
{
    const QString command = pastedCommand(text, m_before);
    if (!command.isEmpty()) {
        m_address->setText(m_before);
        emit commandGiven(command);
        return;
    }
    m_before = text;
    emit addressEdited();
}

/// Dials what stands here, also instead of what is connected.
void AddressBar::handleReturn()
{
    if (looksLikeCommandLine(m_address->text()))
        emit commandGiven(m_address->text());
    else
        emit connectRequested();
}

void AddressBar::showMenu(const QPoint &position)
{
    QMenu *menu = m_address->createStandardContextMenu();
    menu->setObjectName(QStringLiteral("addressMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    emit menuAboutToShow(menu);
    menu->popup(m_address->mapToGlobal(position));
}

void AddressBar::focusAddress()
{
    m_address->setFocus(Qt::ShortcutFocusReason);
    m_address->selectAll();
}

bool AddressBar::hasAddressFocus() const
{
    return window()->focusWidget() == m_address; // also while the window is not active
}

void AddressBar::showStatus(const ConnectionStatus &status)
{
    m_isIdle = status.state == ConnectionState::Idle;
    const bool isOpen = status.state == ConnectionState::Open || status.state == ConnectionState::Closing;
    m_button->setText(m_isIdle ? tr("Connect") : isOpen ? tr("Disconnect") : tr("Cancel"));
    m_button->setIcon(icon(m_isIdle ? QStringLiteral("connect") : QStringLiteral("disconnect")));
    m_button->setEnabled(status.state != ConnectionState::Closing);
}

void AddressBar::setWarning(const QString &text)
{
    m_address->setAccessibleDescription(text);
}

void AddressBar::markMistake(qsizetype position)
{
    m_address->setFocus();
    m_address->deselect();
    m_address->setCursorPosition(int(position));
}

void AddressBar::toggle()
{
    if (m_isIdle)
        emit connectRequested();
    else
        emit disconnectRequested();
}

} // namespace sonde
