// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/fieldtable.h"

#include "gui/appearance.h"
#include "gui/fielddelegate.h"
#include "gui/placeholderlook.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

enum Column { Name, Value, ColumnCount };

} // namespace

FieldTable::FieldTable(const QList<Field> &fields, QWidget *parent)
    : QTableWidget(0, ColumnCount, parent)
{
    setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    setColumnWidth(Name, 180);
    setTabKeyNavigation(false); // Tab leaves the table, the arrows move in it
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setMinimumHeight(4 * (fontMetrics().height() + 8));
    setFields(fields);
    connect(this, &QTableWidget::itemChanged, this, [this](QTableWidgetItem *item) {
        mark(item);
        keepEmptyLine();
    });
}

void FieldTable::helpWithPlaceholders(const TabValues &values)
{
    m_values = &values;
    setItemDelegate(new FieldDelegate(values, this));
    connect(&values, &TabValues::changed, this, &FieldTable::markAll);
    markAll();
}

void FieldTable::markAll()
{
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < ColumnCount; ++column)
            mark(item(row, column));
    }
}

void FieldTable::mark(QTableWidgetItem *item)
{
    if (!m_values)
        return;
    const QSignalBlocker blocker(this);
    const QList<PlaceholderMark> marks = m_values->marks(item->text());
    item->setData(FieldDelegate::MarksRole, QVariant::fromValue(marks));
    if (item->column() == Value)
        item->setToolTip(placeholderToolTip(item->text(), marks));
    viewport()->update();
}

void FieldTable::setFields(const QList<Field> &fields)
{
    setRowCount(0);
    for (const Field &field : fields)
        addLine(field);
    keepEmptyLine();
    setCurrentCell(0, Name);
}

QList<Field> FieldTable::fields() const
{
    QList<Field> fields;
    for (int row = 0; row < rowCount(); ++row) {
        const Field field{item(row, Name)->text().trimmed(), item(row, Value)->text(),
                          item(row, Name)->checkState() == Qt::Checked};
        if (!field.name.isEmpty() || !field.value.isEmpty())
            fields.append(field);
    }
    return fields;
}

void FieldTable::addLine(const Field &field)
{
    const QSignalBlocker blocker(this);
    const int row = rowCount();
    insertRow(row);
    auto *name = new QTableWidgetItem(field.name);
    name->setFlags(name->flags() | Qt::ItemIsUserCheckable);
    name->setCheckState(field.isEnabled ? Qt::Checked : Qt::Unchecked);
    name->setToolTip(tr("Space switches this line off and on."));
    auto *value = new QTableWidgetItem(field.value);
    value->setFont(monospacedFont());
    setItem(row, Name, name);
    setItem(row, Value, value);
    mark(name);
    mark(value);
}

void FieldTable::keepEmptyLine()
{
    const int last = rowCount() - 1;
    if (last < 0 || !item(last, Name)->text().isEmpty() || !item(last, Value)->text().isEmpty())
        addLine({});
}

void FieldTable::deleteSelected()
{
    QList<int> rows;
    for (const QModelIndex &index : selectedIndexes()) {
        if (!rows.contains(index.row()))
            rows << index.row();
    }
    std::ranges::sort(rows, std::greater());
    for (const int row : std::as_const(rows))
        removeRow(row);
    keepEmptyLine();
    setCurrentCell(rows.isEmpty() ? 0 : std::min(rows.last(), rowCount() - 1), Name);
}

void FieldTable::paste()
{
    const auto headers = parseHeaders(QGuiApplication::clipboard()->text());
    if (!headers)
        return;
    if (rowCount() > 0)
        removeRow(rowCount() - 1);
    for (const Header &header : *headers)
        addLine({QString::fromUtf8(header.name), QString::fromUtf8(header.value)});
    keepEmptyLine();
}

void FieldTable::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && state() != EditingState && currentItem())
        editItem(currentItem());
    if (isEnter)
        event->accept(); // Not the dialog's: it would close, without the line that is being written.
    else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        deleteSelected();
    else if (event->matches(QKeySequence::Paste))
        paste();
    else
        QTableWidget::keyPressEvent(event);
}

} // namespace sonde
