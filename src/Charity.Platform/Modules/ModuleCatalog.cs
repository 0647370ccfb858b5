using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace Charity.Platform.Modules;

public sealed record Module(string Id, Assembly Assembly, ModuleAttribute Manifest, IReadOnlyList<Feature> Features, StartupBase Startup);

/// <param name="AlwaysEnabled">The site cannot run without it.</param>
public sealed record Feature(string Id, string ModuleId, string Name, string Description, bool AlwaysEnabled);

public sealed record Theme(string Id, Assembly Assembly, ThemeAttribute Manifest);

/// <summary>All modules and themes the host was built with, lower modules first.</summary>
public sealed class ModuleCatalog
{
    public ModuleCatalog(Assembly host)
    {
        // The SDK writes one ApplicationPart attribute into the host for every referenced assembly that uses MVC: the list of modules is made by the compiler.
        var assemblies = host.GetCustomAttributes<ApplicationPartAttribute>()
            .Select(part => Assembly.Load(part.AssemblyName))
            .Append(typeof(ModuleCatalog).Assembly)
            .Distinct()
            .ToList();
        Themes = assemblies
            .Where(assembly => assembly.IsDefined(typeof(ThemeAttribute)))
            .Select(assembly => new Theme(Name(assembly), assembly, assembly.GetCustomAttribute<ThemeAttribute>()!))
            .OrderBy(theme => theme.Id, StringComparer.Ordinal)
            .ToList();
        Modules = InOrderOfReferences(assemblies.Where(assembly => assembly.IsDefined(typeof(ModuleAttribute))).ToList())
            .Select(Describe)
            .ToList();
        Features = Modules.SelectMany(module => module.Features).ToDictionary(feature => feature.Id, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<Module> Modules { get; }

    public IReadOnlyList<Theme> Themes { get; }

    public IReadOnlyDictionary<string, Feature> Features { get; }

    private static Module Describe(Assembly assembly)
    {
        var id = Name(assembly);
        var manifest = assembly.GetCustomAttribute<ModuleAttribute>()!;
        var features = assembly.GetCustomAttributes<FeatureAttribute>()
            .Select(feature => new Feature(feature.Id, id, feature.Name, feature.Description, AlwaysEnabled: false))
            .Prepend(new Feature(id, id, manifest.Name, manifest.Description, AlwaysEnabled: true))
            .ToList();
        var startups = assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StartupBase)) && !type.IsAbstract).ToList();
        var startup = startups.Count switch
        {
            1 => (StartupBase)Activator.CreateInstance(startups[0], nonPublic: true)!,
            _ => throw new InvalidOperationException($"Module {id} has {startups.Count} Startup classes; it needs exactly one."),
        };
        return new Module(id, assembly, manifest, features, startup);
    }

    private static List<Assembly> InOrderOfReferences(List<Assembly> assemblies)
    {
        var known = assemblies.ToDictionary(Name, StringComparer.Ordinal);
        var ordered = new List<Assembly>();
        foreach (var assembly in assemblies.OrderBy(Name, StringComparer.Ordinal))
        {
            Visit(assembly);
        }

        return ordered;

        void Visit(Assembly assembly)
        {
            if (ordered.Contains(assembly))
            {
                return;
            }

            foreach (var reference in assembly.GetReferencedAssemblies().Where(name => known.ContainsKey(name.Name!)).OrderBy(name => name.Name, StringComparer.Ordinal))
            {
                Visit(known[reference.Name!]);
            }

            ordered.Add(assembly);
        }
    }

    private static string Name(Assembly assembly) => assembly.GetName().Name!;
}
