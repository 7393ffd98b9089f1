// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/savedmessages.h"

#include "gui/appearance.h"
#include "gui/tabvalues.h"
#include "gui/values.h"
#include "session/session.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

enum Column { Key, Name, Times, ColumnCount };

constexpr qsizetype MaxNameLength = 40;

/// Of a message that nobody has named: how it begins.
QString madeUpName(const SavedMessage &message)
{
    const QString path = message.kind == MessageKind::File ? message.text.section(u'/', -1) : message.text;
    const QString name = path.left(4 * MaxNameLength).simplified();
    return name.size() > MaxNameLength ? QString(name.left(MaxNameLength - 1) + u'…') : name;
}

/// "0.5 s"
QString secondsText(std::chrono::milliseconds time)
{
    return SavedMessages::tr("%1 s").arg(
        QLocale().toString(double(time.count()) / 1000.0, 'f', QLocale::FloatingPointShortest));
}

QString timesText(const SavedMessage &message)
{
    QStringList parts;
    if (message.onOpen && message.delay.count() > 0)
        parts << SavedMessages::tr("%1 after opening").arg(secondsText(message.delay));
    else if (message.onOpen)
        parts << SavedMessages::tr("on opening");
    if (message.period.count() > 0)
        parts << SavedMessages::tr("every %1").arg(secondsText(message.period));
    return parts.join(u", ");
}

} // namespace

SavedMessages::SavedMessages(Session &session, TabValues &values, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_values(values)
    , m_list(new QTreeWidget(this))
    , m_stop(new QToolButton(this))
{
    auto *title = new QLabel(tr("Saved messages"), this);
    m_stop->setObjectName(u"stopRepeating"_s);
    m_stop->setIcon(icon(u"stop"_s));
    m_stop->setText(tr("Stop repeating"));
    m_stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_stop->setAutoRaise(true);
    connect(m_stop, &QToolButton::clicked, &m_schedule, &MessageSchedule::stop);
    makeList();

    auto *row = new QHBoxLayout;
    row->addWidget(title, 1);
    row->addWidget(m_stop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_list, 1);
    connectSession();
    hide();
}

void SavedMessages::makeList()
{
    m_list->setObjectName(u"savedMessages"_s);
    m_list->setAccessibleName(tr("Saved messages"));
    m_list->setColumnCount(ColumnCount);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(Key, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(Times, QHeaderView::ResizeToContents);
    m_list->installEventFilter(this);
    connect(m_list, &QTreeWidget::itemDoubleClicked, this,
            [this](QTreeWidgetItem *item) { send(m_list->indexOfTopLevelItem(item)); });
    connect(m_list, &QTreeWidget::itemChanged, this, &SavedMessages::handleRenamed);
    connect(m_list, &QTreeWidget::customContextMenuRequested, this, &SavedMessages::popUpMenu);
}

void SavedMessages::connectSession()
{
    connect(&m_session, &Session::opened, &m_schedule, &MessageSchedule::start);
    connect(&m_session, &Session::statusChanged, this, [this](const ConnectionStatus &status) {
        if (status.state != ConnectionState::Open)
            m_schedule.stop();
    });
    connect(&m_session, &Session::failed, &m_schedule, &MessageSchedule::stop); // rather than fail again and again
    connect(&m_schedule, &MessageSchedule::due, this, &SavedMessages::handleDue);
    connect(&m_schedule, &MessageSchedule::repeatingChanged, this, &SavedMessages::showTimes);
}

void SavedMessages::setMessages(const QList<SavedMessage> &messages)
{
    if (m_messages == messages)
        return;
    m_messages = messages;
    m_removed.reset();
    m_schedule.setMessages(messages);
    fill();
}

void SavedMessages::fill()
{
    const QSignalBlocker blocker(m_list);
    const qsizetype current = currentIndex();
    m_list->clear();
    for (qsizetype i = 0; i < m_messages.size(); ++i) {
        const SavedMessage &message = m_messages[i];
        auto *item = new QTreeWidgetItem(m_list, {i < Keys ? QString::number(i + 1) : QString(), message.name});
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setToolTip(Name, message.note.isEmpty() ? message.text.left(1000) : message.note);
        item->setForeground(Key, toneColor(Tone::Muted, palette()));
    }
    if (!m_messages.isEmpty())
        m_list->setCurrentItem(m_list->topLevelItem(int(std::clamp<qsizetype>(current, 0, m_messages.size() - 1))));
    setVisible(!m_messages.isEmpty() || m_removed);
    showTimes();
}

void SavedMessages::showTimes()
{
    const QSignalBlocker blocker(m_list);
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        const bool isRepeating = m_schedule.isRepeating(i);
        item->setText(Times, (isRepeating ? u"⟳ "_s : QString()) + timesText(m_messages[i]));
        item->setForeground(Times, toneColor(isRepeating ? Tone::Good : Tone::Muted, palette()));
    }
    m_stop->setVisible(m_schedule.isAnyRepeating());
}

qsizetype SavedMessages::currentIndex() const
{
    return m_list->indexOfTopLevelItem(m_list->currentItem());
}

void SavedMessages::send(qsizetype index)
{
    if (index < 0 || index >= m_messages.size())
        emit problemOccurred(
            {tr("There is no saved message %1.").arg(index + 1), tr("Write one in the send box, and choose Keep.")});
    else if (m_session.status().state != ConnectionState::Open)
        emit problemOccurred({tr("Not open, so nothing can be sent. Connect first.")});
    else {
        const QScopedValueRollback<bool> byHand(m_isByHand, true);
        m_schedule.send(index);
    }
}

void SavedMessages::handleDue(qsizetype index)
{
    const QString name = m_messages[index].name;
    m_values.fetchSecrets(m_messages[index].text, this, [this, index, name, isByHand = m_isByHand] {
        if (index < m_messages.size() && m_messages[index].name == name) // a person may have been asked meanwhile
            sendNow(index, isByHand);
    });
}

void SavedMessages::sendNow(qsizetype index, bool isByHand)
{
    const SavedMessage &saved = m_messages[index];
    const VariableSources sources = m_values.shared().sources();
    const bool isAllowed = isByHand || !saved.onOpen || sources.allowsOutsideFiles;
    QStringList secrets;
    const Result<Message> message = m_values.expand(saved.text).and_then([&](const Expansion &expansion) {
        secrets = expansion.secrets;
        return toMessage(saved, expansion.text, sources.folder, isAllowed, m_sendLimits);
    });
    if (!message) {
        m_schedule.stopRepeating(index);
        emit problemOccurred(
            {tr("\"%1\" was not sent. %2").arg(saved.name, message.error().what), message.error().hint});
        return;
    }
    m_session.hide(secrets);
    m_session.send(*message);
}

void SavedMessages::add(SavedMessage message)
{
    message.name = madeUpName(message);
    m_messages << message;
    takeOver(m_messages.size() - 1);
    m_list->setFocus(Qt::OtherFocusReason);
    m_list->editItem(m_list->currentItem(), Name);
}

void SavedMessages::takeOver(qsizetype current)
{
    m_schedule.setMessages(m_messages);
    fill();
    if (QTreeWidgetItem *item = m_list->topLevelItem(int(current)))
        m_list->setCurrentItem(item);
    emit messagesChanged();
}

void SavedMessages::handleRenamed(QTreeWidgetItem *item)
{
    const qsizetype index = m_list->indexOfTopLevelItem(item);
    const QString name = item->text(Name).trimmed();
    if (index < 0 || name == m_messages[index].name)
        return;
    if (!name.isEmpty())
        m_messages[index].name = name;
    // Later, since the editor of the item is still there.
    QMetaObject::invokeMethod(
        this, [this, index] { takeOver(index); }, Qt::QueuedConnection);
}

void SavedMessages::move(qsizetype index, int step)
{
    const qsizetype to = index + step;
    if (index < 0 || to < 0 || to >= m_messages.size())
        return;
    m_messages.move(index, to);
    takeOver(to);
}

void SavedMessages::remove(qsizetype index)
{
    if (index < 0)
        return;
    m_removed = {index, m_messages.takeAt(index)};
    takeOver(std::min(index, m_messages.size() - 1));
}

void SavedMessages::undoRemove()
{
    if (!m_removed)
        return;
    const auto [index, message] = *std::exchange(m_removed, std::nullopt);
    m_messages.insert(std::min(index, m_messages.size()), message);
    takeOver(index);
}

void SavedMessages::popUpMenu(const QPoint &position)
{
    const qsizetype index = currentIndex();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"savedMessageMenu"_s);
    const auto add = [menu](const QString &text, const QString &key, bool isEnabled, const auto &run) {
        QAction *action = menu->addAction(key.isEmpty() ? text : QString(text + u'\t' + key));
        action->setEnabled(isEnabled);
        connect(action, &QAction::triggered, menu, run);
    };
    const bool hasOne = index >= 0;
    add(tr("&Send"), tr("Return"), hasOne, [this, index] { send(index); });
    add(tr("S&top repeating"), {}, hasOne && m_schedule.isRepeating(index),
        [this, index] { m_schedule.stopRepeating(index); });
    add(tr("Put into the send &box"), {}, hasOne, [this, index] { emit writeRequested(m_messages[index]); });
    menu->addSeparator();
    add(tr("&Edit…"), {}, hasOne, [this, index] { emit editRequested(index); });
    add(tr("&Rename"), tr("F2"), hasOne, [this] { m_list->editItem(m_list->currentItem(), Name); });
    add(tr("Move &up"), tr("Alt+Up"), index > 0, [this, index] { move(index, -1); });
    add(tr("Move &down"), tr("Alt+Down"), hasOne && index + 1 < m_messages.size(), [this, index] { move(index, 1); });
    add(tr("De&lete"), tr("Del"), hasOne, [this, index] { remove(index); });
    add(tr("U&ndo delete"), tr("Ctrl+Z"), m_removed.has_value(), [this] { undoRemove(); });
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

bool SavedMessages::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_list || !isKey)
        return QWidget::eventFilter(watched, event);
    const QKeyCombination key = static_cast<QKeyEvent *>(event)->keyCombination();
    const QHash<int, std::function<void()>> commands = {
        {Qt::Key_Return, [this] { send(currentIndex()); }},
        {Qt::Key_Enter, [this] { send(currentIndex()); }},
        {Qt::Key_F2, [this] { m_list->editItem(m_list->currentItem(), Name); }},
        {Qt::Key_Delete, [this] { remove(currentIndex()); }},
        {(Qt::ALT | Qt::Key_Up).toCombined(), [this] { move(currentIndex(), -1); }},
        {(Qt::ALT | Qt::Key_Down).toCombined(), [this] { move(currentIndex(), 1); }},
        {(Qt::CTRL | Qt::Key_Z).toCombined(), [this] { undoRemove(); }}};
    const auto command =
        commands.find((QKeyCombination(key.keyboardModifiers() & ~Qt::KeypadModifier, key.key())).toCombined());
    if (command == commands.end())
        return QWidget::eventFilter(watched, event);
    event->accept(); // F2 is also a key of the window's
    if (event->type() == QEvent::KeyPress)
        (*command)();
    return true;
}

} // namespace sonde
