// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/filterbar.h"

#include "capture/filtersyntax.h"
#include "gui/appearance.h"
#include "gui/elidedlabel.h"
#include "gui/filterfield.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QMessageBox>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

namespace {

constexpr auto TypingPause = 150ms;

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_field(new FilterField(this))
    , m_counts(new ElidedLabel(this))
    , m_pause(this)
{
    m_field->setObjectName(u"filter"_s);
    m_field->setAccessibleName(tr("Filter"));
    m_field->setPlaceholderText(tr("Filter: words, /expression/, dir:in, size:>1k, $.type=tick"));
    m_field->installEventFilter(this);
    m_counts->setObjectName(u"filterCounts"_s);
    m_counts->setAccessibleName(tr("Rows shown"));
    m_counts->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_counts->setFixedWidth(fontMetrics().horizontalAdvance(u"00 000 000 of 00 000 000"_s));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(4);
    row->addWidget(m_field, 1);
    m_saved = makeButton(u"savedFilters"_s, tr("Saved"), tr("Saved filters, and how to write one"));
    m_saved->setPopupMode(QToolButton::InstantPopup);
    m_saved->setMenu(new QMenu(m_saved));
    row->addWidget(m_saved);
    m_onlyHits =
        makeButton(u"onlyHits"_s, tr("Only hits"),
                   tr("On: the log shows hits alone. Off: it shows all and marks the hits; F3 goes to the next."));
    m_onlyHits->setCheckable(true);
    m_onlyHits->setChecked(true);
    row->addWidget(m_onlyHits);
    connect(m_onlyHits, &QToolButton::toggled, this, &FilterBar::apply);
    addSwitch(u"showReceived"_s, u"↓"_s, tr("Show what was received"), u"-(dir:in -kind:ping,pong,frame)"_s);
    addSwitch(u"showSent"_s, u"↑"_s, tr("Show what was sent"), u"-(dir:out -kind:ping,pong,frame)"_s);
    addSwitch(u"showEvents"_s, u"⚑"_s, tr("Show events"), u"-dir:event"_s);
    addSwitch(u"showControl"_s, tr("Ping"), tr("Show pings and pongs"), u"-kind:ping,pong"_s);
    m_frames = addSwitch(u"showFrames"_s, tr("Frame"), tr("Show frames, where they are recorded"), u"-kind:frame"_s);
    row->addWidget(m_counts);
    m_cancel = makeButton(u"cancelFilter"_s, QString(), tr("Stop searching"));
    m_cancel->setIcon(icon(u"stop"_s));
    m_cancel->setAutoRaise(true);
    QSizePolicy policy = m_cancel->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // else the rest would move when it appears
    m_cancel->setSizePolicy(policy);
    m_cancel->hide();
    row->addWidget(m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, &FilterBar::cancelRequested);

    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &FilterBar::apply);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(m_field, &QLineEdit::returnPressed, this, &FilterBar::apply);
    connect(m_saved->menu(), &QMenu::aboutToShow, this, &FilterBar::fillSavedMenu);
}

void FilterBar::offerFrames(bool offers)
{
    m_frames->setVisible(offers);
}

QToolButton *FilterBar::makeButton(const QString &name, const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QToolButton *FilterBar::addSwitch(const QString &name, const QString &text, const QString &toolTip, const QString &term)
{
    QToolButton *button = makeButton(name, text, toolTip);
    button->setCheckable(true);
    button->setChecked(true);
    layout()->addWidget(button);
    connect(button, &QToolButton::toggled, this, &FilterBar::apply);
    m_switches.append({button, term});
    return button;
}

bool FilterBar::isHiding() const
{
    return m_onlyHits->isChecked();
}

QString FilterBar::text() const
{
    return m_field->text();
}

void FilterBar::setText(const QString &text)
{
    m_field->setText(text);
    apply();
}

void FilterBar::addTerm(const QString &term)
{
    const QString before = text().trimmed();
    // What is there may hold an "or", which binds less than what follows.
    const bool isChoice = before.contains(u" or "_s, Qt::CaseInsensitive) || before.contains(u'|');
    setText(before.isEmpty() ? term : isChoice ? u"(%1) %2"_s.arg(before, term) : u"%1 %2"_s.arg(before, term));
}

void FilterBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBar::clear()
{
    for (const Switch &item : m_switches) {
        const QSignalBlocker quiet(item.button);
        item.button->setChecked(true);
    }
    setText({});
}

void FilterBar::apply()
{
    m_pause.stop();
    const Result<Filter> typed = Filter::parse(text());
    if (!typed) {
        m_field->showMistake(typed.error());
        return; // the last good filter stays
    }
    m_field->clearMistake();
    QString excluded;
    for (const Switch &item : m_switches) {
        if (!item.button->isChecked())
            excluded += u' ' + item.term;
    }
    const bool hides = isHiding();
    const QString shown = hides && !typed->isEmpty() ? u"(%1)%2"_s.arg(text(), excluded) : excluded;
    const Result<Filter> combined = Filter::parse(shown);
    if (!combined) { // cannot be: both parts are valid
        m_field->showMistake(combined.error());
        return;
    }
    if (combined->text() == m_shown.text() && typed->text() == m_marked.text())
        return;
    m_shown = *combined;
    m_marked = *typed;
    emit changed();
}

void FilterBar::setSavedFilters(const QList<SavedFilter> &filters)
{
    m_savedFilters = filters;
}

void FilterBar::fillSavedMenu()
{
    QMenu *menu = m_saved->menu();
    menu->clear();
    for (const SavedFilter &filter : m_savedFilters) {
        QAction *action = menu->addAction(QString(filter.name).replace(u'&', u"&&"_s));
        action->setToolTip(filter.text);
        connect(action, &QAction::triggered, this, [this, filter] { setText(filter.text); });
    }
    if (!m_savedFilters.isEmpty())
        menu->addSeparator();
    QAction *save = menu->addAction(tr("Save this filter…"));
    save->setObjectName(u"saveFilter"_s);
    save->setEnabled(!text().trimmed().isEmpty() && Filter::parse(text()));
    connect(save, &QAction::triggered, this, &FilterBar::saveFilter);
    if (!m_savedFilters.isEmpty()) {
        QMenu *forget = menu->addMenu(tr("Delete"));
        for (qsizetype i = 0; i < m_savedFilters.size(); ++i) {
            QAction *action = forget->addAction(QString(m_savedFilters[i].name).replace(u'&', u"&&"_s));
            connect(action, &QAction::triggered, this, [this, i] {
                m_savedFilters.removeAt(i);
                emit savedFiltersChanged(m_savedFilters);
            });
        }
    }
    menu->addSeparator();
    menu->addAction(tr("How to write a filter"), this, [this] {
        QString rows;
        for (const FilterSyntaxLine &line : filterSyntax())
            rows += u"<tr><td><tt>%1</tt></td><td style='padding-left:12px'>%2</td></tr>"_s.arg(
                line.example.toHtmlEscaped(), line.explanation.toHtmlEscaped());
        auto *help = new QMessageBox(QMessageBox::NoIcon, tr("How to write a filter"), u"<table>%1</table>"_s.arg(rows),
                                     QMessageBox::Close, this);
        help->setObjectName(u"filterHelp"_s);
        help->setAttribute(Qt::WA_DeleteOnClose);
        help->open();
    });
}

void FilterBar::saveFilter()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"filterName"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this filter"));
    dialog->setLabelText(tr("Name:"));
    dialog->setTextValue(text());
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &name) {
        if (name.trimmed().isEmpty())
            return;
        erase_if(m_savedFilters, [&](const SavedFilter &filter) { return filter.name == name.trimmed(); });
        m_savedFilters.append({name.trimmed(), text()});
        emit savedFiltersChanged(m_savedFilters);
    });
    dialog->open();
}

void FilterBar::showCounts(const QString &text, bool isSearching)
{
    m_cancel->setVisible(isSearching);
    m_counts->show(text, toneColor(Tone::Muted, QPalette()));
}

void FilterBar::showTrouble(const Error &error)
{
    m_field->showMistake(error);
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            if (text().isEmpty())
                emit left();
            else
                clear();
            return true;
        }
        if (key->key() == Qt::Key_Down) {
            emit left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace sonde
