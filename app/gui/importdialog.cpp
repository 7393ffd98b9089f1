// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/importdialog.h"

#include "core/clamped.h"
#include "gui/appearance.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int IndexRole = Qt::UserRole; ///< In Imported.

QTreeWidgetItem *addHeading(QTreeWidget *tree, const QString &text)
{
    auto *item = new QTreeWidgetItem(tree, {text});
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
    return item;
}

void addChoice(QTreeWidgetItem *heading, const QString &name, const QString &about, int index)
{
    auto *item = new QTreeWidgetItem(heading, {name, about});
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren);
    item->setData(0, IndexRole, index);
    item->setCheckState(0, Qt::Checked);
    for (int column = 0; column < 2; ++column)
        item->setToolTip(column, item->text(column));
}

/// Of what is checked below the heading.
QList<int> checkedIndexes(const QTreeWidgetItem *heading)
{
    QList<int> indexes;
    for (int i = 0; heading && i < heading->childCount(); ++i) {
        if (heading->child(i)->checkState(0) == Qt::Checked)
            indexes << heading->child(i)->data(0, IndexRole).toInt();
    }
    return indexes;
}

} // namespace

ImportDialog::ImportDialog(const Imported &imported, const QStringList &groups, QWidget *parent)
    : QDialog(parent)
    , m_imported(imported)
    , m_tree(new QTreeWidget(this))
    , m_group(new QComboBox(this))
{
    setObjectName(u"importDialog"_s);
    setWindowTitle(tr("Import profiles"));
    fillTree();
    auto *found = new QLabel(summary(), this);
    found->setObjectName(u"importSummary"_s);
    found->setWordWrap(true);
    m_group->setObjectName(u"importGroup"_s);
    m_group->setEditable(true);
    m_group->setInsertPolicy(QComboBox::NoInsert);
    m_group->addItem(QString());
    m_group->addItems(groups);
    m_group->lineEdit()->setPlaceholderText(tr("none: beside the other profiles"));
    auto *form = new QFormLayout;
    form->addRow(tr("&Into the group:"), m_group);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_import = buttons->button(QDialogButtonBox::Ok);
    m_import->setText(tr("I&mport"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(found);
    layout->addWidget(m_tree, 3);
    layout->addLayout(form);
    if (!m_imported.secrets.isEmpty())
        layout->addWidget(
            makeExplanation(tr("%Ln password(s) or token(s) are kept as secrets, not in files. The profiles say "
                               "{{secret:…}} in their place.",
                               nullptr, clampedToInt(m_imported.secrets.size())),
                            this));
    if (!m_imported.remarks.isEmpty())
        layout->addWidget(makeRemarks(), 2);
    layout->addWidget(buttons);
    connect(m_tree, &QTreeWidget::itemChanged, this, &ImportDialog::refresh);
    refresh();
    resize(680, m_imported.remarks.isEmpty() ? 440 : 600);
    m_tree->setFocus();
}

void ImportDialog::fillTree()
{
    m_tree->setObjectName(u"importTree"_s);
    m_tree->setAccessibleName(tr("What was found"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Name"), tr("Address")});
    m_tree->setUniformRowHeights(true);
    m_tree->setRootIsDecorated(false);
    if (!m_imported.profiles.isEmpty())
        m_profiles = addHeading(m_tree, tr("Profiles"));
    for (int i = 0; i < m_imported.profiles.size(); ++i)
        addChoice(m_profiles, m_imported.profiles[i].id, m_imported.profiles[i].profile.address, i);
    if (!m_imported.environments.isEmpty())
        m_environments = addHeading(m_tree, tr("Environments"));
    for (int i = 0; i < m_imported.environments.size(); ++i) {
        const Environment &environment = m_imported.environments[i];
        addChoice(m_environments, environment.name,
                  tr("%Ln variable(s)", nullptr, clampedToInt(environment.values.size())), i);
    }
    m_tree->expandAll();
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_tree->resizeColumnToContents(0);
    m_tree->header()->resizeSection(0, std::clamp(m_tree->columnWidth(0), 160, 320));
    m_tree->setCurrentItem(m_tree->topLevelItem(0));
}

QWidget *ImportDialog::makeRemarks()
{
    auto *box = new QWidget(this);
    auto *title = new QLabel(tr("What was &left out or changed:"), box);
    auto *remarks = new QPlainTextEdit(remarksText(), box);
    remarks->setObjectName(u"importRemarks"_s);
    remarks->setAccessibleName(tr("What was left out or changed"));
    remarks->setReadOnly(true);
    remarks->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    remarks->setTabChangesFocus(true);
    title->setBuddy(remarks);
    auto *copy = new QPushButton(icon(u"copy"_s), tr("&Copy"), box);
    copy->setObjectName(u"importCopyRemarks"_s);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(remarksText()); });
    auto *head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(copy);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->addLayout(head);
    layout->addWidget(remarks, 1);
    return box;
}

QString ImportDialog::summary() const
{
    QStringList parts{tr("%Ln profile(s)", nullptr, clampedToInt(m_imported.profiles.size()))};
    if (!m_imported.environments.isEmpty())
        parts << tr("%Ln environment(s)", nullptr, clampedToInt(m_imported.environments.size()));
    if (!m_imported.secrets.isEmpty())
        parts << tr("%Ln secret(s)", nullptr, clampedToInt(m_imported.secrets.size()));
    return u"%1: %2"_s.arg(m_imported.source, parts.join(u", "_s));
}

QString ImportDialog::remarksText() const
{
    QStringList lines;
    for (const ImportRemark &remark : m_imported.remarks)
        lines << (remark.where.isEmpty() ? remark.text : u"%1: %2"_s.arg(remark.where, remark.text));
    return lines.join(u'\n');
}

void ImportDialog::refresh()
{
    const bool hasAny = !checkedIndexes(m_profiles).isEmpty() || !checkedIndexes(m_environments).isEmpty();
    m_import->setEnabled(hasAny);
}

Imported ImportDialog::chosen() const
{
    Imported chosen = m_imported;
    chosen.profiles.clear();
    chosen.environments.clear();
    for (const int index : checkedIndexes(m_profiles))
        chosen.profiles << m_imported.profiles[index];
    for (const int index : checkedIndexes(m_environments))
        chosen.environments << m_imported.environments[index];
    return chosen;
}

QString ImportDialog::group() const
{
    QStringList parts;
    for (const QString &part : m_group->currentText().split(u'/', Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty())
            parts << idPart(part);
    }
    return parts.join(u'/');
}

} // namespace sonde
