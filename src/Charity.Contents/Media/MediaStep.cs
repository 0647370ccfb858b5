using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Text;

namespace Charity.Contents.Media;

/// <summary><c>media</c>: brings files that lie beside the recipe.</summary>
internal sealed class MediaStep(MediaDesk desk, UnitOfWork unitOfWork, RecipesFolder recipes) : IRecipeStepHandler
{
    public string Name => "media";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        foreach (var file in step.Read<Model>().Files)
        {
            var content = await File.ReadAllBytesAsync(step.FilePath(file.SourcePath, recipes.Path), cancellationToken);
            await unitOfWork.ExecuteAsync(
                async token =>
                {
                    var put = await desk.PutAsync(file.TargetPath, content, token);
                    if (put.Failure is { } refusal)
                    {
                        throw step.Error($"{file.TargetPath}: {string.Format(CultureInfo.InvariantCulture, refusal.Message, refusal.Arguments)}");
                    }

                    // What an editor wrote since is not taken away by a recipe that says nothing.
                    if (file.AlternativeText is not null)
                    {
                        desk.Describe(put.Value, file.AlternativeText);
                    }

                    return true;
                },
                cancellationToken);
        }
    }

    private sealed record Model
    {
        public required IReadOnlyList<FileModel> Files { get; init; }
    }

    private sealed record FileModel
    {
        public required string TargetPath { get; init; }
        public required string SourcePath { get; init; }
        public LocalizedText? AlternativeText { get; init; }
    }
}
