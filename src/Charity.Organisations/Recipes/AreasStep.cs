using Charity.Organisations.Areas;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Recipes;

/// <summary><c>Areas</c>: the area tree, parents holding their children. An area that is there keeps its place and gets the recipe's name.</summary>
internal sealed class AreasStep(CharityDbContext db, UnitOfWork unitOfWork, AreaTree tree, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Areas";

    public Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken) => unitOfWork.ExecuteAsync(
        async token =>
        {
            var known = await db.Set<AreaNode>().ToDictionaryAsync(area => area.Code, StringComparer.Ordinal, token);
            Put(step, null, step.Read<Model>().Areas, known);
            unitOfWork.AfterCommit(tree.Forget);
            return true;
        },
        cancellationToken);

    private void Put(RecipeStep step, AreaNode? parent, IReadOnlyList<AreaModel> areas, Dictionary<string, AreaNode> known)
    {
        for (var position = 0; position < areas.Count; position++)
        {
            var model = areas[position];
            if (known.TryGetValue(model.Code, out var node))
            {
                if (node.ParentCode != parent?.Code || node.Kind != model.Kind)
                {
                    throw step.Error($"the area {model.Code} exists with another kind or in another place, and neither can change");
                }

                node.Rename(model.Name);
            }
            else
            {
                var added = AreaNode.Add(parent, model.Code, model.Name, model.Kind, position, clock);
                node = added.Failure is { } failure ? throw step.Error($"area {model.Code}: {failure.Message}") : added.Value;
                known.Add(node.Code, node);
                db.Add(node);
            }

            Put(step, node, model.Children, known);
        }
    }

    private sealed record Model
    {
        public required IReadOnlyList<AreaModel> Areas { get; init; }
    }

    private sealed record AreaModel
    {
        public required string Code { get; init; }
        public required LocalizedText Name { get; init; }
        public required AreaKind Kind { get; init; }
        public IReadOnlyList<AreaModel> Children { get; init; } = [];
    }
}
